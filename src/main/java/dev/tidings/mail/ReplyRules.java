package dev.tidings.mail;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a reply means for the mail it was given to. Pure; the one place where this is decided.
 *
 * <p>A 5xx before RCPT speaks of us or of the relay, not of a reader, and nobody loses a try by it; only "too big" (552,
 * x.3.4) is about the mail. 421 ends the session wherever it comes (RFC 5321 3.8).
 */
public final class ReplyRules {
  private static final Pattern LIMITED = Pattern.compile("(?i)rate.?limit|too many (messages|connections|mails)|unusual rate|throttl");
  private static final Pattern OURS = Pattern.compile("(?i)block(ed|list)|black.?list|spam|reputation|policy|authenticat|rate.?limit");

  private ReplyRules() {}

  /** How far the dialogue had come. */
  enum Step { MAIL, RCPT, DATA, DOT }

  /** @return empty = go on */
  static Optional<Outcome> outcome(Step step, SmtpReply reply) {
    int code = reply.code();
    if (step == Step.DOT) return Optional.of(afterDot(reply));
    if (code / 100 == (step == Step.DATA ? 3 : 2)) return Optional.empty();
    if (code == 421 || code < 400 || code > 599) return Optional.of(new Outcome.NotAttempted(reply));
    if (code < 500) return Optional.of(new Outcome.Deferred(reply));
    if (step == Step.MAIL && !isTooBig(reply)) return Optional.of(new Outcome.NotAttempted(reply));
    return Optional.of(new Outcome.Refused(reply));
  }

  private static Outcome afterDot(SmtpReply reply) {
    return switch (reply.code() / 100) {
      case 2 -> new Outcome.Sent(reply);
      case 4 -> new Outcome.Deferred(reply);
      case 5 -> new Outcome.Refused(reply);
      default -> new Outcome.Unknown(reply);
    };
  }

  /** The session cannot go on after it. */
  static boolean endsSession(SmtpReply reply) {
    return reply.code() == 421 || reply.code() < 200 || reply.code() > 599;
  }

  /** The relay asks everybody to slow down. */
  static boolean asksForPatience(SmtpReply reply) {
    return reply.code() == 421 || reply.code() == 454;
  }

  /** A receiver behind the relay has had too much of us for now: 4.7.28 as Gmail says it, or words to that effect. */
  public static boolean limitsReceiver(SmtpReply reply) {
    return reply.code() / 100 == 4 && reply.code() != 421 && reply.code() != 454
        && (reply.enhanced().filter("4.7.28"::equals).isPresent() || LIMITED.matcher(reply.text()).find());
  }

  /** A refusal of who we are, where we come from or how much we send: x.7.x of RFC 3463 3.8, or the usual words without it. */
  public static boolean speaksOfUs(SmtpReply reply) {
    return reply.code() / 100 == 5 && reply.enhanced().map(status -> status.startsWith("5.7.")).orElse(OURS.matcher(reply.text()).find());
  }

  private static boolean isTooBig(SmtpReply reply) {
    return reply.code() == 552 || reply.enhanced().filter("5.3.4"::equals).isPresent();
  }
}
