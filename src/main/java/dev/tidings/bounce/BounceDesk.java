package dev.tidings.bounce;

import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Subscribers;
import dev.tidings.audience.Tokens;
import dev.tidings.bounce.Settled.Effect;
import dev.tidings.post.Fingerprint;
import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Takes one message that came back and does what follows from it, in one transaction: read again after a kill -9 it is
 * known, and nothing is done twice. Nothing happens to a reader unless our own token stands in the message.
 */
public final class BounceDesk {
  private final Database ledger;
  private final Classifier classifier;
  private final Proof proof;
  private final Subscribers subscribers;
  private final BounceSettings.Patience patience;

  public BounceDesk(Database ledger, Classifier classifier, Tokens tokens, Subscribers subscribers, BounceSettings.Patience patience) {
    this.ledger = ledger;
    this.classifier = classifier;
    this.proof = new Proof(tokens);
    this.subscribers = subscribers;
    this.patience = patience;
  }

  /** @param source the box it came from, for the record */
  public Settled settle(byte[] message, String source, Instant now) {
    return settle(ReportReader.read(LooseMail.read(message)), digest(message), source, now);
  }

  /** The same for what a relay's operator tells, which who called has proved to be from there. */
  public Settled settle(Told told, String source, Instant now) {
    return settle(told.report(), HexFormat.of().formatHex(Fingerprint.of((source + "/" + told.event()).getBytes(StandardCharsets.UTF_8))), source, now);
  }

  private Settled settle(Report report, String digest, String source, Instant now) {
    Verdict verdict = classifier.judge(report);
    return ledger.durably(tx -> {
      var history = new History(tx.sql());
      Optional<Settled> before = history.known(digest, verdict);
      if (before.isPresent()) return before.get();
      Optional<Reader> reader = proof.of(report).flatMap(subscription -> history.reader(subscription, report.returned()));
      Settled settled = reader.map(known -> act(tx, known, verdict, new Occasion(history, source, now)))
          .orElseGet(() -> new Settled(verdict, Effect.UNKNOWN, false, "Nothing in it proves that it answers a mail of ours; nothing was changed."));
      history.write(digest, settled, reader, source, now);
      return settled;
    });
  }

  private record Occasion(History history, String source, Instant now) {}

  private Settled act(Tx tx, Reader reader, Verdict verdict, Occasion when) {
    if (reader.cameBackSince()) return noted(verdict, "It answers a mail from before the reader came back.");
    return switch (verdict.kind()) {
      case BOUNCE -> bounce(tx, reader, verdict, when);
      case COMPLAINT -> complaint(tx, reader, verdict, when);
      case UNSUBSCRIBE -> new Settled(verdict, Effect.LEFT, true,
          subscribers.unsubscribe(tx, reader.address(), Optional.of(reader.newsletter()), when.now()).sentence());
      case DELAY, DELIVERED, AUTO_REPLY, ORDINARY -> noted(verdict, "Nothing follows from it.");
    };
  }

  /** One bounce, four classes. RFC 3463 */
  private Settled bounce(Tx tx, Reader reader, Verdict verdict, Occasion when) {
    return switch (verdict.type()) {
      case HARD -> suppressed(tx, reader, verdict, "hard-bounce", when);
      case SOFT -> soft(tx, reader, verdict, when);
      case SENDER_SIDE -> new Settled(verdict, Effect.TOLD, true, "%s: our mail was refused (%s), which says nothing about the reader: %s"
          .formatted(reader.address().address(), verdict.reason(), said(verdict)));
      case COMPLAINT, NONE -> noted(verdict, "Nothing follows from it.");
    };
  }

  private Settled soft(Tx tx, Reader reader, Verdict verdict, Occasion when) {
    History.Run run = when.history().softRun(reader);
    if (run.count() >= patience.limit() && run.span().compareTo(patience.over()) >= 0)
      return suppressed(tx, reader, verdict, "hard-bounce", when);
    return new Settled(verdict, Effect.COUNTED, true, "%s: %d of %d in a row (%s); one mail that arrives resets the count."
        .formatted(reader.address().address(), run.count(), patience.limit(), verdict.reason()));
  }

  /** RFC 5965 7.3: abuse and its like end all mail, opt-out this newsletter's; the others say nothing about the reader. */
  private Settled complaint(Tx tx, Reader reader, Verdict verdict, Occasion when) {
    if (verdict.type() != BounceClass.COMPLAINT) return noted(verdict, "A report of this kind asks nothing of us about the reader.");
    if (verdict.reason().startsWith("opt-out"))
      return new Settled(verdict, Effect.LEFT, true, subscribers.unsubscribe(tx, reader.address(), Optional.of(reader.newsletter()), when.now()).sentence());
    return suppressed(tx, reader, verdict, "complaint", when);
  }

  private Settled suppressed(Tx tx, Reader reader, Verdict verdict, String reason, Occasion when) {
    String origin = "%s, %s from %s".formatted(verdict.reason(), verdict.rule(), when.source());
    String sentence = subscribers.suppress(tx, reader.address(), reason, origin, when.now()).sentence();
    return new Settled(verdict, Effect.SUPPRESSED, true, sentence + " It was " + verdict.type().word() + ", " + verdict.reason() + ": " + said(verdict));
  }

  private static Settled noted(Verdict verdict, String sentence) {
    return new Settled(verdict, Effect.NOTED, true, sentence);
  }

  static String said(Verdict verdict) {
    String text = verdict.failures().isEmpty() ? "" : verdict.failures().get(0).text();
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  /** The same for a message from a pipe, a file and a server: line ends and blanks at the end do not count. */
  private static String digest(byte[] message) {
    String text = Encodings.lines(new String(message, StandardCharsets.ISO_8859_1)).strip();
    return HexFormat.of().formatHex(Fingerprint.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /**
   * Whose mail came back.
   *
   * @param delivery the one it answers, if it can be told
   * @param cameBackSince the reader joined again after that mail was sent
   */
  record Reader(long subscription, long subscriber, String newsletter, MailAddress address, Optional<Long> delivery, boolean cameBackSince) {}
}
