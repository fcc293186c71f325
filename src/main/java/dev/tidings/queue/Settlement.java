package dev.tidings.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a claim.
 *
 * @param pause for {@code HELD}: how long it waits before it is due again
 */
public record Settlement(Claim claim, Result result, Said said, Duration pause) {
  /**
   * {@code UNKNOWN}: the session broke after the final dot; asked again under the same Message-ID. {@code INTERRUPTED}: begun,
   * surely not accepted, nobody's fault: no try used up. {@code UNTOUCHED}: never begun; due as before. {@code HELD}: never
   * begun; a limit of ours lets it go later.
   */
  public enum Result { SENT, DEFERRED, FAILED, UNKNOWN, INTERRUPTED, UNTOUCHED, HELD }

  /** @param relay which relay said it · @param code 0 where no reply came */
  public record Said(String relay, int code, Optional<String> enhanced, String reply) {}

  public Settlement(Claim claim, Result result, Said said) {
    this(claim, result, said, Duration.ZERO);
  }

  /** A claim given back as it was. */
  public static Settlement untouched(Claim claim, String relay) {
    return held(claim, relay, Duration.ZERO);
  }

  /** A claim that has to wait for a limit of ours. */
  public static Settlement held(Claim claim, String relay, Duration pause) {
    return new Settlement(claim, pause.isZero() ? Result.UNTOUCHED : Result.HELD, new Said(relay, 0, Optional.empty(), ""), pause);
  }
}
