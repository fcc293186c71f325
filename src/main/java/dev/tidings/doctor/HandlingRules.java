package dev.tidings.doctor;

import static dev.tidings.doctor.MailSeen.unless;

import dev.tidings.config.Settings;
import dev.tidings.deliver.DeliverySettings.Route;
import dev.tidings.mail.RelaySettings;
import dev.tidings.mail.RelaySettings.Security;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lines 11 and 16 to 27: how the mail travels and comes back, as the house is set up. What the program does for every mail, whatever
 * the settings, is said as that.
 *
 * @param envelope this mail's return path
 * @param door what a look at the site said · @param names what the DNS said
 */
record HandlingRules(Settings settings, MailSeen mail, String envelope, List<Finding> door, List<Finding> names) {
  private static final int LOCAL_PART = 64;

  List<MailLine> judge() {
    return List.of(endpoint(), returnPath(), records(), timeLimits(),
        MailLine.kept(19, "one recipient, DSN asked for (RFC 3461)", "So for every mail, where the relay offers DSN; 'tidings doctor' says whether it does."),
        MailLine.kept(20, "patience (RFC 5321 4.5.4.1)", "4xx is tried again with growing pauses for at most %s; 5xx never.".formatted(settings.mail().life().toHours() + " hours")),
        MailLine.kept(21, "slowing down", "421, 454 and 4.7.28 pause the relay or the domains; then it grows again. Paces: mail.relay.per_second, mail.groups."),
        secure(), box(), proof(),
        MailLine.kept(25, "reports first by RFC 3464", "'tidings bounce --judge < message' shows how one is read."),
        MailLine.kept(26, "four classes", "By the table rules.txt and the house's own config/bounce-rules.txt."),
        MailLine.kept(27, "automatic answers are not answered (RFC 3834 2)", "They are recognised and left."));
  }

  private MailLine endpoint() {
    Finding worst = worst(door);
    return judged(11, "the endpoint to leave by (RFC 8058 3.2)", worst);
  }

  private MailLine records() {
    return judged(17, "SPF, DKIM, DMARC, MX in the DNS", worst(names));
  }

  private static Finding worst(List<Finding> findings) {
    return findings.stream().max(Comparator.comparing(Finding::level)).orElse(Finding.ok("", "", "Nothing to ask."));
  }

  private static MailLine judged(int number, String rule, Finding finding) {
    String said = (finding.check().isEmpty() ? "" : finding.check() + " " + finding.subject() + ": ") + finding.message();
    return switch (finding.level()) {
      case OK -> MailLine.kept(number, rule, said);
      case WARN -> MailLine.doubt(number, rule, said);
      case FAIL -> MailLine.of(number, rule, "", Stream.of(Optional.of(said)));
    };
  }

  private MailLine returnPath() {
    String rule = "a return path of the reader's own (RFC 5321 4.4)";
    if (settings.bounce().address().isEmpty())
      return MailLine.doubt(16, rule, "Every mail returns to " + envelope + "; a report that returns no header cannot be settled. Set mail.bounce.address.");
    String from = MailSeen.domain(mail.address("From"));
    String ours = MailSeen.domain(envelope);
    int local = envelope.lastIndexOf('@');
    return MailLine.of(16, rule, envelope, Stream.of(
        unless(ours.equals(from) || ours.endsWith("." + from), "It is not on a sub-domain of " + from + ", so SPF does not align for DMARC: " + envelope + "."),
        unless(local <= LOCAL_PART, "Its local part has " + local + " octets, more than 64: servers refuse it. Shorten mail.bounce.address."),
        unless(envelope.contains("+"), "It has no token.")));
  }

  private MailLine timeLimits() {
    List<String> names = relays().map(relay -> relay.line().ehlo()).distinct().toList();
    Optional<RelaySettings> nameless = relays().filter(relay -> !loopback(relay) && !relay.line().ehlo().contains(".")).findFirst();
    return MailLine.of(18, "EHLO and time limits (RFC 5321 4.1.1.1, 4.5.3.2)", "EHLO " + String.join(", ", names) + ".", Stream.of(
        nameless.map(relay -> relay.name() + " is told EHLO " + relay.line().ehlo() + ", which is no full name; spam filters mind. Set mail.relay.ehlo.")));
  }

  private MailLine secure() {
    return MailLine.of(22, "TLS to the relay (RFC 8314)", "Certificate and name are checked; a password goes over TLS only.", relays()
        .map(relay -> unless(relay.security() != Security.NONE || loopback(relay), relay.name() + " is spoken to in clear. Set mail.relay.security to starttls or tls.")));
  }

  private MailLine box() {
    String rule = "a place for what comes back";
    int boxes = settings.bounce().boxes().size();
    return boxes == 0 && !settings.serve().hooks().operators().any()
        ? MailLine.doubt(23, rule, "None is set: dead addresses get mail for ever, until the relay objects. Set mail.bounce.imap, or a hook, or pipe reports into 'tidings bounce'.")
        : MailLine.kept(23, rule, boxes + " mailboxes, and the hooks that are set; a message leaves only after its result is stored.");
  }

  private MailLine proof() {
    return MailLine.kept(24, "nothing happens without our token", settings.bounce().address().isPresent() ? "In the return path, and in List-Unsubscribe." : "In List-Unsubscribe, where a report returns it.");
  }

  private Stream<RelaySettings> relays() {
    return settings.delivery().routes().stream().map(Route::relay);
  }

  private static boolean loopback(RelaySettings relay) {
    return relay.host().equals("localhost") || relay.host().startsWith("127.") || relay.host().equals("::1");
  }
}
