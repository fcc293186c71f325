package dev.tidings.post;

import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes a body apart: the opening heading that says the title again, the sections with a meaning, the sources. */
final class BodyParts {
  private static final Pattern HEADING = Pattern.compile("^ {0,3}(#{1,6})\\s+(.+?)\\s*#*\\s*$");
  private static final Pattern UNSPOKEN = Pattern.compile("[^\\p{L}\\p{Nd}]+");
  private static final Pattern ITEM = Pattern.compile("^\\s{0,3}(?:[*+-]|\\d{1,3}[.)])\\s+(.*)$");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*(?:\\[[^\\]]*\\][^\\]]*)*)\\]\\(<?([^)\\s>]+)>?[^)]*\\)");
  private static final Pattern BARE = Pattern.compile("<?(https?://[^\\s>]+)>?");
  private static final Pattern QUOTE = Pattern.compile("^(.{2,80}?):\\s*[\"“„«'‘](.{8,400}?)[\"”“»'’]\\s*$");
  private final List<String> lines;
  private final PostSettings.Words words;

  BodyParts(String markdown, PostSettings.Words words) {
    this.lines = new ArrayList<>(List.of(markdown.split("\n", -1)));
    this.words = words;
  }

  /**
   * The short headline: an opening heading that says the title again in fewer words. It is taken out of the body where the title says all
   * of it.
   */
  Optional<String> takeHeadline(String title) {
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) first++;
    if (first == lines.size()) return Optional.empty();
    Matcher heading = HEADING.matcher(lines.get(first));
    if (!heading.matches()) return Optional.empty();
    String headline = Plain.line(heading.group(2));
    boolean repeated = repeats(headline, title);
    if (repeated) lines.remove(first);
    return repeated || heading.group(1).length() == 1 && shortens(headline, title) ? Optional.of(headline) : Optional.empty();
  }

  Optional<String> firstHeading() {
    return lines.stream().map(HEADING::matcher).filter(Matcher::matches).map(heading -> heading.group(2)).findFirst();
  }

  /** Whether {@code heading} says nothing that {@code title} does not: a part of it, or two and more of its words in their order. */
  static boolean repeats(String heading, String title) {
    String inner = plain(heading);
    if (inner.isEmpty()) return false;
    String outer = plain(title);
    return outer.contains(inner) || inner.indexOf(' ') > 0 && isFollowed(List.of(inner.split(" ")), List.of(outer.split(" ")));
  }

  /** Whether it is shorter and at least half of what it names is in the title, by how the words begin. */
  static boolean shortens(String heading, String title) {
    Set<String> titled = stems(title);
    Set<String> named = stems(heading);
    return heading.length() < title.length() && !named.isEmpty() && named.stream().filter(titled::contains).count() * 2 >= named.size();
  }

  private static Set<String> stems(String text) {
    return Stream.of(plain(text).split(" ")).filter(word -> word.length() > 2).map(word -> word.substring(0, Math.min(4, word.length()))).collect(Collectors.toSet());
  }

  private static boolean isFollowed(List<String> words, List<String> by) {
    int next = 0;
    for (String word : by) if (next < words.size() && words.get(next).equals(word)) next++;
    return next == words.size();
  }

  private static String plain(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return UNSPOKEN.matcher(folded).replaceAll(" ").strip();
  }

  /** Removes the list of sources and answers with it. */
  List<Source> takeSources() {
    Set<String> names = plain(words.sources());
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (!isCalled(lines.get(i), names)) continue;
      int end = sectionEnd(i);
      List<Source> sources = lines.subList(i + 1, end).stream().map(BodyParts::source).flatMap(Optional::stream).toList();
      if (sources.isEmpty()) return List.of();
      lines.subList(i, end).clear();
      return sources;
    }
    return List.of();
  }

  private int sectionEnd(int heading) {
    int end = heading + 1;
    while (end < lines.size() && !HEADING.matcher(lines.get(end)).matches()) end++;
    return end;
  }

  private static boolean isCalled(String line, Set<String> names) {
    Matcher heading = HEADING.matcher(line);
    return heading.matches() && names.contains(plain(heading.group(2)));
  }

  private static Set<String> plain(List<String> names) {
    return names.stream().map(BodyParts::plain).collect(Collectors.toSet());
  }

  private static Optional<Source> source(String line) {
    String text = ITEM.matcher(line).replaceFirst("$1").strip();
    if (text.isEmpty()) return Optional.empty();
    Matcher link = LINK.matcher(text);
    if (link.find()) return Optional.of(new Source(Plain.line(link.group(1)), Links.web(link.group(2))));
    Matcher bare = BARE.matcher(text);
    if (bare.find()) {
      Optional<URI> uri = Links.web(bare.group(1));
      String name = Plain.line(text.replace(bare.group(), "").replaceAll("[\\s:–—-]+$", ""));
      return Optional.of(new Source(name.isEmpty() ? bare.group(1) : name, uri));
    }
    return Optional.of(new Source(Plain.line(text), Optional.empty()));
  }

  List<String> numbers() {
    return items(words.numbers()).stream().limit(6).toList();
  }

  Optional<Quote> quote() {
    for (String item : items(words.quotes())) {
      Matcher quote = QUOTE.matcher(Plain.line(item));
      if (quote.matches()) return Optional.of(new Quote(quote.group(2).strip(), quote.group(1).strip()));
    }
    return Optional.empty();
  }

  private List<String> items(List<String> headings) {
    Set<String> names = plain(headings);
    for (int i = 0; i < lines.size(); i++) {
      if (!isCalled(lines.get(i), names)) continue;
      return lines.subList(i + 1, sectionEnd(i)).stream().map(ITEM::matcher).filter(Matcher::matches).map(item -> item.group(1).strip()).toList();
    }
    return List.of();
  }

  String markdown() {
    return String.join("\n", lines).strip();
  }
}
