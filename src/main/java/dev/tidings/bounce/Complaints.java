package dev.tidings.bounce;

import java.util.List;
import java.util.Locale;

/** Feedback reports. RFC 5965 3.1, 7.3 */
final class Complaints {
  private static final String OUTLOOK = "x-hmxmroriginalrecipient";

  private Complaints() {}

  /** Outlook.com's reporting program sends our mail back with a subject and the reader in a field, and no part for machines. */
  static boolean unshaped(Report report) {
    return report.returned().has(OUTLOOK) && report.subject().startsWith("complaint about message from");
  }

  static Verdict judge(Report report) {
    String type = report.feedback().first("feedback-type").map(word -> word.toLowerCase(Locale.ROOT).strip()).filter(word -> !word.isEmpty()).orElse("abuse");
    BounceClass effect = type.equals("not-spam") || type.startsWith("auth-failure") || type.equals("dmarc") ? BounceClass.NONE : BounceClass.COMPLAINT;
    String to = report.feedback().first("original-rcpt-to").or(() -> report.feedback().first("removal-recipient"))
        .or(() -> report.returned().first(OUTLOOK)).or(() -> report.returned().first("to")).map(Addresses::ofField).orElse("");
    var failures = to.isEmpty() ? List.<Verdict.Failure>of() : List.of(new Verdict.Failure(to, "", type, effect, type, "RFC 5965 3.1"));
    return new Verdict(Kind.COMPLAINT, effect, type, "RFC 5965 3.1", failures);
  }
}
