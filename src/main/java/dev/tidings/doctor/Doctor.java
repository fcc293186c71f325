package dev.tidings.doctor;

import dev.tidings.bounce.BoxLook;
import dev.tidings.config.Settings;
import dev.tidings.deliver.DeliverySettings.Route;
import dev.tidings.mail.DkimKey;
import dev.tidings.mail.RelayPreset;
import dev.tidings.mail.RelaySettings;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/** Looks at everything that stands between a digest and an inbox, in the order in which it is best mended. */
public final class Doctor {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final Settings settings;
  private final Clock clock;
  private final Dns dns;
  private final SSLSocketFactory tls;

  /** @param tls what is trusted; the JDK's own list in production */
  public Doctor(Settings settings, Clock clock, Dns dns, SSLSocketFactory tls) {
    this.settings = settings;
    this.clock = clock;
    this.dns = dns;
    this.tls = tls;
  }

  public List<Finding> examine() {
    var findings = new ArrayList<Finding>(here());
    var senders = new LinkedHashSet<InetAddress>();
    for (Route route : settings.delivery().routes()) {
      RelayExam.Seen seen = new RelayExam(route.relay(), tls, clock.instant()).look();
      findings.addAll(seen.findings());
      Optional<InetAddress> outside = seen.address().filter(Doctor::isPublic);
      if (own(route.relay())) outside.ifPresent(address -> findings.add(new HostExam(dns).reverse(address, route.relay().line().ehlo())));
      if (own(route.relay())) outside.ifPresent(senders::add);
    }
    findings.addAll(names(senders));
    for (var box : settings.bounce().boxes()) findings.add(box(BoxLook.at(box, PATIENCE)));
    findings.addAll(new DoorExam(settings.look().site(), settings.look().doors().server(), clock).look());
    return findings;
  }

  /**
   * One mail of the house, line by line against the list of rules.
   *
   * @param mail as a file would hold it · @param envelope its return path · @param subject plain text
   */
  public List<Finding> examine(byte[] mail, String envelope, String subject) {
    var seen = MailSeen.of(mail);
    boolean server = settings.look().doors().server();
    boolean relaySigns = settings.delivery().routes().stream().anyMatch(route -> route.relay().marks().preset().isPresent());
    var lines = new ArrayList<>(new HeadRules(seen, server).judge());
    lines.addAll(new PaperRules(seen, subject, settings.look().postalAddress()).judge());
    lines.addAll(new SealRules(seen, keys(new ArrayList<>()), relaySigns).judge());
    List<Finding> door = new DoorExam(settings.look().site(), server, clock).look().stream().filter(finding -> finding.check().equals("door")).toList();
    lines.addAll(new HandlingRules(settings, seen, envelope, door, names(Set.of())).judge());
    return lines.stream().sorted(Comparator.comparingInt(MailLine::number)).map(MailLine::finding).toList();
  }

  private List<Finding> here() {
    var house = new HouseExam(settings.house(), clock.instant());
    var findings = new ArrayList<>(house.secrets());
    findings.add(house.disk());
    findings.add(house.zones());
    return findings;
  }

  private List<Finding> names(Set<InetAddress> senders) {
    var findings = new ArrayList<Finding>();
    List<DkimKey> keys = keys(findings);
    RelaySettings relay = settings.delivery().routes().get(0).relay();
    var hosts = new HostExam(dns);
    Optional<String> taker = Optional.of(relay).filter(this::own).map(RelaySettings::host);
    for (String from : senders()) {
      String envelope = settings.bounce().address().map(Doctor::domain).orElse(from);
      var exam = new SenderExam(dns, sending(envelope, keys));
      findings.add(exam.spf(senders));
      findings.addAll(exam.dkim(from));
      findings.addAll(exam.dmarc(from));
      findings.add(hosts.takesMail(from, "answers and reports", taker));
      if (!envelope.equals(from)) findings.add(hosts.takesMail(envelope, "reports of undelivered mail", taker));
    }
    return findings.stream().distinct().toList();
  }

  /** All relays count: mail of ours may leave by each of them. Who puts a return path of its own in its place needs no word in our record. */
  private SenderExam.Sending sending(String envelope, List<DkimKey> keys) {
    List<RelaySettings> relays = settings.delivery().routes().stream().map(Route::relay).toList();
    List<RelaySettings> keeping = relays.stream().filter(relay -> relay.marks().preset().filter(preset -> preset.rewrites().returnPath()).isEmpty()).toList();
    String spf = (keeping.isEmpty() ? relays : keeping).stream().map(relay -> relay.marks().preset().map(RelayPreset::spf).orElse("a:" + relay.host())).distinct().collect(Collectors.joining(" "));
    return new SenderExam.Sending(envelope, spf, keeping.isEmpty(), keys);
  }

  /** Those that sign; what is wrong with a file is a finding. */
  private List<DkimKey> keys(List<Finding> findings) {
    var keys = new ArrayList<DkimKey>();
    settings.dkim().ifPresent(dkim -> {
      try {
        keys.addAll(DkimKey.of(dkim));
        breaking().ifPresent(findings::add);
      } catch (DkimKey.Unfit unfit) {
        findings.add(Finding.fail("dkim", dkim.rsa().selector(), String.valueOf(unfit.getMessage())));
      }
    });
    return keys;
  }

  /** A relay that sets Message-ID or Date anew breaks each signature of ours. RFC 6376 5.4 */
  private Optional<Finding> breaking() {
    return settings.delivery().routes().stream().flatMap(route -> route.relay().marks().preset().stream()).filter(preset -> preset.rewrites().messageId()).findFirst()
        .map(preset -> Finding.warn("dkim", preset.word(), "It replaces Message-ID, which our signature covers: the signature fails. Let the relay sign for your domain, and leave mail.dkim out."));
  }

  private Set<String> senders() {
    var domains = new LinkedHashSet<String>();
    domains.add(domain(settings.mail().from()));
    settings.newsletters().forEach(newsletter -> newsletter.imprint().from().map(Doctor::domain).ifPresent(domains::add));
    return domains;
  }

  private static String domain(String mailbox) {
    return mailbox.substring(mailbox.lastIndexOf('@') + 1).replace(">", "").strip().toLowerCase(Locale.ROOT);
  }

  /** A relay below a sender's own domain speaks for us; with one of somebody else its names are not ours to mend. */
  private boolean own(RelaySettings relay) {
    String host = relay.host().toLowerCase(Locale.ROOT);
    return senders().stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
  }

  private static boolean isPublic(InetAddress address) {
    return !address.isLoopbackAddress() && !address.isSiteLocalAddress() && !address.isLinkLocalAddress() && !address.isAnyLocalAddress();
  }

  private static Finding box(BoxLook look) {
    return look.trouble().map(trouble -> Finding.fail("box", look.box(), trouble + " Until then nobody is suppressed for a dead address."))
        .orElseGet(() -> Finding.ok("box", look.box(), look.waiting() == 0 ? "It can be read; nothing waits." : "It can be read; mail waits. 'tidings bounce --collect' settles it."));
  }
}
