package dev.tidings.doctor;

import dev.tidings.mail.Manners;
import dev.tidings.mail.Opened;
import dev.tidings.mail.Relay;
import dev.tidings.mail.RelaySettings;
import dev.tidings.mail.Session;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/** One relay: whether a session can be opened as configured, and what it offers. Nothing is sent. */
final class RelayExam {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SOON_DAYS = 14;
  /** Of a digest, with room: HTML is at most 95,000 octets, and quoted-printable and text come on top. */
  private static final long LARGEST = 300_000;
  private final RelaySettings settings;
  private final SSLSocketFactory tls;
  private final Instant now;

  /** @param address it was reached at; empty where it was not */
  record Seen(List<Finding> findings, Optional<InetAddress> address) {}

  RelayExam(RelaySettings settings, SSLSocketFactory tls, Instant now) {
    this.settings = settings;
    this.tls = tls;
    this.now = now;
  }

  private String subject() {
    return settings.name();
  }

  Seen look() {
    var line = new RelaySettings.Line(1, settings.line().ehlo(), PATIENCE);
    var relay = new Relay(settings.with(line), tls);
    Opened opened = relay.open();
    if (opened instanceof Opened.Closed closed) return new Seen(List.of(Finding.fail("relay", subject(), closed.message())), Optional.empty());
    try (Session session = opened.session().orElseThrow()) {
      Manners manners = session.manners();
      var findings = new ArrayList<Finding>();
      findings.add(Finding.ok("relay", subject(), "Reached at " + manners.address().getHostAddress()
          + settings.login().map(login -> ", and it accepts the login " + login.username()).orElse(", without a login") + "."));
      findings.add(secured(manners));
      findings.add(offers(manners.offers()));
      return new Seen(findings, Optional.of(manners.address()));
    }
  }

  private Finding secured(Manners manners) {
    if (manners.tls().isEmpty()) {
      return manners.address().isLoopbackAddress() ? Finding.ok("tls", subject(), "Not encrypted; it is on this machine.")
          : Finding.warn("tls", subject(), "Not encrypted: mails" + (settings.login().isPresent() ? " and the password" : "") + " can be read on the way. Set relay.security to starttls or tls.");
    }
    Optional<X509Certificate> certificate = manners.certificate();
    if (certificate.isEmpty()) return Finding.warn("tls", subject(), manners.tls().get() + ", but it shows no certificate. Anybody could sit in between. Ask the relay's operator.");
    Instant end = certificate.get().getNotAfter().toInstant();
    long days = Duration.between(now, end).toDays();
    String seen = "%s, certificate good until %s (%d days)".formatted(manners.tls().get(), end.toString().substring(0, 10), days);
    if (end.isBefore(now)) return Finding.fail("tls", subject(), seen + ". It has ended by our clock, so nothing will be sent. Renew it, or set the clock.");
    return days >= SOON_DAYS ? Finding.ok("tls", subject(), seen + ".")
        : Finding.warn("tls", subject(), seen + ". After that nothing is sent; everything stays queued. Renew it, or see why it was not renewed by itself.");
  }

  private Finding offers(Map<String, String> offers) {
    String list = offers.entrySet().stream().map(offer -> (offer.getKey() + " " + offer.getValue()).strip()).collect(Collectors.joining(", "));
    String seen = list.isEmpty() ? "It offers no extension." : "It offers " + list + ".";
    String size = offers.getOrDefault("SIZE", "");
    if (size.matches("\\d{1,18}") && Long.parseLong(size) > 0 && Long.parseLong(size) < LARGEST)
      return Finding.fail("ehlo", subject(), seen + " A full digest may be larger than the " + size + " octets it takes, and would not be sent. Ask for a higher limit, or lower max_items.");
    var without = new ArrayList<String>();
    if (!offers.containsKey("PIPELINING")) without.add("PIPELINING, so each mail takes four round trips instead of one");
    if (!offers.containsKey("DSN")) without.add("DSN, so reports do not name the mail by its number; the token in the return path still does");
    if (!offers.containsKey("SMTPUTF8") || !offers.containsKey("8BITMIME")) without.add("SMTPUTF8, so readers whose address is not ASCII before the @ get nothing");
    String missing = without.isEmpty() ? "" : " Without " + String.join("; without ", without) + ".";
    return without.stream().anyMatch(one -> one.startsWith("PIPELINING")) ? Finding.warn("ehlo", subject(), seen + missing) : Finding.ok("ehlo", subject(), seen + missing);
  }
}
