package dev.tidings.bounce;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of the table.
 *
 * @param place file and line, as a person looks it up
 */
record Rule(BounceClass type, String reason, Optional<Pattern> status, Optional<String> code, Optional<Wording> words, String place) {
  /** @throws IllegalArgumentException in words for the admin */
  static Rule parse(String line, String place) {
    int colon = line.indexOf(": ");
    String[] conditions = (colon < 0 ? line : line.substring(0, colon)).strip().split("\\s+");
    Optional<Pattern> status = Optional.empty();
    Optional<String> code = Optional.empty();
    for (int i = 2; i < conditions.length; i++) {
      if (conditions[i].startsWith("status=")) status = Optional.of(statusPattern(conditions[i].substring(7)));
      else if (conditions[i].matches("code=[245]\\d\\d")) code = Optional.of(conditions[i].substring(5));
      else throw new IllegalArgumentException("'" + conditions[i] + "' is no condition. Write status=5.1.1 or code=550, and words after ': '");
    }
    if (conditions.length < 2) throw new IllegalArgumentException("a rule is CLASS REASON and conditions, such as 'hard user-unknown: no such user'");
    Optional<Wording> words = colon < 0 ? Optional.empty() : Optional.of(Wording.of(line.substring(colon + 2).strip()));
    return new Rule(type(conditions[0]), conditions[1], status, code, words, place);
  }

  private static BounceClass type(String word) {
    try {
      return BounceClass.of(word);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("'" + word.toLowerCase(Locale.ROOT) + "' is no class. Write hard, soft or sender-side", unknown);
    }
  }

  private static Pattern statusPattern(String glob) {
    return Pattern.compile(glob.replace(".", "\\.").replace("*", "\\d{1,3}"));
  }

  boolean fits(Codes codes, String text) {
    return status.map(pattern -> pattern.matcher(codes.status()).matches()).orElse(true)
        && code.map(codes.code()::equals).orElse(true)
        && words.map(wording -> wording.in(text)).orElse(true);
  }
}
