package dev.tidings.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of the list of rules for mails, and what a look at one mail says about it.
 *
 * @param number 1 to 32
 * @param rule in a few words
 * @param wrong each thing that is; none where the line is kept
 * @param doubtful it may do harm somewhere, some day
 * @param seen what is right, or what is said instead of a judgement
 */
record MailLine(int number, String rule, List<String> wrong, boolean doubtful, String seen) {
  static MailLine of(int number, String rule, String seen, Stream<Optional<String>> looks) {
    return new MailLine(number, rule, looks.flatMap(Optional::stream).toList(), false, seen);
  }

  static MailLine doubt(int number, String rule, String doubt) {
    return new MailLine(number, rule, List.of(doubt), true, "");
  }

  /** For what no mail can break, or another look has judged. */
  static MailLine kept(int number, String rule, String seen) {
    return new MailLine(number, rule, List.of(), false, seen);
  }

  Finding finding() {
    String check = "mail-%02d".formatted(number);
    if (wrong.isEmpty()) return Finding.ok(check, rule, seen);
    String all = String.join(" ", wrong);
    return doubtful ? Finding.warn(check, rule, all) : Finding.fail(check, rule, all);
  }
}
