package dev.tidings.bounce;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds for a regular expression a set of words of which each match holds one: {@code (user|box) (is )?unknown} needs
 * "unknown". Where it cannot tell, the set is empty.
 */
final class Screen {
  private static final int SHORTEST = 3;
  private final String regex;
  private int at;
  private final List<Set<String>> found = new ArrayList<>();
  private final StringBuilder run = new StringBuilder();

  private Screen(String regex, int at) {
    this.regex = regex;
    this.at = at;
  }

  static Set<String> of(String regex) {
    var whole = new Screen(regex, 0);
    Set<String> needs = whole.alternation();
    return whole.at < regex.length() ? Set.of() : needs;
  }

  /** The alternatives of the outermost level. */
  static List<String> alternatives(String regex) {
    var all = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\') i++;
      else if (c == '[') i = classEnd(regex, i);
      else if (c == '(') depth++;
      else if (c == ')') depth--;
      else if (c == '|' && depth == 0) {
        all.add(regex.substring(start, i));
        start = i + 1;
      }
    }
    all.add(regex.substring(start));
    return all;
  }

  private static int classEnd(String regex, int open) {
    int i = open + 1;
    while (i < regex.length() && (regex.charAt(i) != ']' || i == open + 1)) i += regex.charAt(i) == '\\' ? 2 : 1;
    return i;
  }

  private Set<String> alternation() {
    var union = new HashSet<String>();
    boolean known = true;
    while (true) {
      var branch = new Screen(regex, at);
      Set<String> needs = branch.sequence();
      at = branch.at;
      known &= !needs.isEmpty();
      union.addAll(needs);
      if (at >= regex.length() || regex.charAt(at) != '|') return known ? union : Set.of();
      at++;
    }
  }

  private Set<String> sequence() {
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      char c = regex.charAt(at);
      if (c == '(') group();
      else if (c == '[') skip(classEnd(regex, at) + 1);
      else if (c == '\\') escape(regex.charAt(at + 1));
      else if (".^$".indexOf(c) >= 0) skip(at + 1);
      else literal(c, at + 1);
    }
    close();
    return found.stream().max((a, b) -> Integer.compare(worth(a), worth(b))).orElse(Set.of());
  }

  private static int worth(Set<String> words) {
    return words.stream().mapToInt(String::length).min().orElse(0) * 10 - words.size();
  }

  private void group() {
    close();
    boolean looks = regex.startsWith("(?=", at) || regex.startsWith("(?!", at) || regex.startsWith("(?<", at);
    at += 1;
    if (at < regex.length() && regex.charAt(at) == '?') at = regex.startsWith("?:", at) ? at + 2 : at + (regex.startsWith("?<", at) ? 3 : 2);
    Set<String> needs = alternation();
    at++;
    boolean optional = optional();
    quantifier();
    if (!looks && !optional && !needs.isEmpty()) found.add(needs);
  }

  private void escape(char c) {
    if (Character.isLetterOrDigit(c)) skip(at + 2);
    else literal(c, at + 2);
  }

  private void literal(char c, int next) {
    at = next;
    if (optional()) {
      close();
      quantifier();
      return;
    }
    run.append(c);
    if (at < regex.length() && "+{".indexOf(regex.charAt(at)) >= 0) {
      quantifier();
      close();
    }
  }

  private void skip(int next) {
    close();
    at = next;
    quantifier();
  }

  private boolean optional() {
    return at < regex.length() && ("?*".indexOf(regex.charAt(at)) >= 0 || regex.startsWith("{0", at));
  }

  private void quantifier() {
    if (at >= regex.length()) return;
    char c = regex.charAt(at);
    if (c == '{') at = regex.indexOf('}', at) + 1;
    else if ("?*+".indexOf(c) >= 0) at++;
    else return;
    if (at < regex.length() && "?+".indexOf(regex.charAt(at)) >= 0) at++;
  }

  private void close() {
    if (run.length() >= SHORTEST) found.add(Set.of(run.toString()));
    run.setLength(0);
  }
}
