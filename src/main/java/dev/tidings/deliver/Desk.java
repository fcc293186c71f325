package dev.tidings.deliver;

import dev.tidings.mail.Outcome;
import dev.tidings.mail.ReplyRules;
import dev.tidings.mail.SmtpReply;
import dev.tidings.queue.Claim;
import dev.tidings.queue.Settlement.Result;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Hears what relays say, counts it, and acts where it concerns more than one mail. */
final class Desk {
  private static final Duration AFTER_BLAME = Duration.ofMinutes(30);
  private final Counter counter = new Counter();
  private final OnceAMinute log = new OnceAMinute(LoggerFactory.getLogger(Courier.class));

  void warn(String message) {
    log.warn(message);
  }

  void count(Result result) {
    counter.count(result);
  }

  Progress.Tally tally() {
    return counter.tally();
  }

  DeliveryReport report(Optional<String> trouble) {
    return counter.report(trouble);
  }

  void hear(Station station, Claim claim, Outcome outcome, Lane.Shared shared) {
    SmtpReply reply = outcome.reply();
    String domain = claim.to().domain();
    if (outcome instanceof Outcome.Sent) {
      station.breaker().passed();
      shared.groups().took(domain);
    } else if (outcome instanceof Outcome.Unknown) {
      warn("possible duplicate: %s=%d: %s after the final dot; it goes out again under the same Message-ID"
          .formatted(claim.work().notice() ? "notice" : "delivery", claim.work().id(), reply));
    } else if (ReplyRules.limitsReceiver(reply)) {
      Duration pause = shared.groups().slowDown(domain);
      warn("%s asks for patience through relay %s: %s. Its mail waits %d s, all other mail goes on."
          .formatted(domain, station.name(), reply, Math.max(1, pause.toSeconds())));
    }
    boolean answered = outcome instanceof Outcome.Sent || outcome instanceof Outcome.Refused;
    if (answered && station.blame().answered(claim, outcome instanceof Outcome.Refused && ReplyRules.speaksOfUs(reply), reply))
      stop(station, shared);
  }

  /** After a round: a short run may have been refused as a whole. */
  void close(Station station, Lane.Shared shared) {
    if (station.blame().isTooMuchAtTheEnd()) stop(station, shared);
  }

  private void stop(Station station, Lane.Shared shared) {
    station.breaker().ban("Relay %s refuses us, not our readers: %s. Nothing more goes by it in this run; who was refused so is owed the mail again. Ask the relay's operator, and look at SPF, DKIM, DMARC and block lists."
        .formatted(station.name(), station.blame().last()));
    station.breaker().trouble().ifPresent(this::warn);
    int back = shared.queue().forgive(station.blame().takeRefused(), AFTER_BLAME);
    counter.forgiven(back);
  }
}
