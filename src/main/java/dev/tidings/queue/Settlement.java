package dev.tidings.queue;

import java.util.Optional;

/**
 * What became of a claim.
 *
 * @param relay which relay said it
 * @param code 0 where no reply came
 */
public record Settlement(Claim claim, Result result, String relay, int code, Optional<String> enhanced, String reply) {
  /**
   * {@code UNKNOWN}: the session broke after the final dot; asked again under the same Message-ID. {@code INTERRUPTED}: begun,
   * surely not accepted, nobody's fault: no try used up. {@code UNTOUCHED}: never begun; due again at once.
   */
  public enum Result { SENT, DEFERRED, FAILED, UNKNOWN, INTERRUPTED, UNTOUCHED }

  /** A claim given back as it was. */
  public static Settlement untouched(Claim claim) {
    return new Settlement(claim, Result.UNTOUCHED, "", 0, Optional.empty(), "");
  }
}
