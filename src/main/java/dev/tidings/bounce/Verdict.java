package dev.tidings.bounce;

import java.util.List;

/**
 * What a message is and why.
 *
 * @param reason one word of the rule table, such as {@code user-unknown}
 * @param rule the rule that decided, as a place to look it up
 * @param failures one for each recipient that the report names; empty where it names none
 */
public record Verdict(Kind kind, BounceClass type, String reason, String rule, List<Failure> failures) {
  public Verdict {
    failures = List.copyOf(failures);
  }

  static Verdict of(Kind kind, String reason, String rule) {
    return new Verdict(kind, BounceClass.NONE, reason, rule, List.of());
  }

  /**
   * One recipient that was given up.
   *
   * @param address may be empty where the report does not say
   * @param status RFC 3463 code, may be empty
   * @param text the words the decision rests on
   */
  public record Failure(String address, String status, String text, BounceClass type, String reason, String rule) {}
}
