package dev.tidings.bounce;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that is mostly not there. Each alternative is run only where one of the words that it cannot do
 * without stands in the text, so that a table of a thousand phrases costs a few milliseconds.
 */
final class Wording {
  private final List<Branch> branches;

  private record Branch(Pattern pattern, Set<String> needs) {
    boolean in(String text) {
      return (needs.isEmpty() || needs.stream().anyMatch(text::contains)) && pattern.matcher(text).find();
    }
  }

  private Wording(List<Branch> branches) {
    this.branches = branches;
  }

  /** @throws IllegalArgumentException in words for the admin */
  static Wording of(String regex) {
    try {
      Pattern.compile(regex);
      return new Wording(Screen.alternatives(regex).stream().map(one -> new Branch(Pattern.compile(one), Screen.of(one))).toList());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("the words are no regular expression (" + e.getDescription() + ")", e);
    }
  }

  boolean in(String text) {
    return branches.stream().anyMatch(branch -> branch.in(text));
  }
}
