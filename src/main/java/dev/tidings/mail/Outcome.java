package dev.tidings.mail;

/** What the relay said about one recipient, sorted by what we owe next. */
public sealed interface Outcome {
  SmtpReply reply();

  /** Accepted by the relay. Not the same as delivered: that news, if any, arrives as a bounce. */
  record Sent(SmtpReply reply) implements Outcome {}

  /** A 4xx reply: ask again later. Uses up a try. */
  record Deferred(SmtpReply reply) implements Outcome {}

  /** A 5xx reply about this recipient or message: never ask again for this message. RFC 5321 4.2.1 */
  record Refused(SmtpReply reply) implements Outcome {}

  /** The session broke before the final dot, or the relay refused us: ask again, no try used up. */
  record NotAttempted(SmtpReply reply) implements Outcome {}

  /** The session broke between the final dot and the reply: it may have been accepted. Ask again, same Message-ID. */
  record Unknown(SmtpReply reply) implements Outcome {}
}
