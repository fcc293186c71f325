package dev.tidings.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table: what decides, in its order, with the house's own rules before the shipped ones. */
final class Rulebook {
  private static final String SHIPPED = "rules.txt";

  /** The chapters of rules, and of words that tell one kind of message from another. */
  enum Chapter { REPLY, STATUS, WEAK, OTHERWISE, SENDER, SUBJECT, OPENING, DELAY, FINAL, ARRIVED, AUTOMATIC }

  private final Map<Chapter, List<Rule>> rules = new EnumMap<>(Chapter.class);
  private final Map<Chapter, List<Wording>> words = new EnumMap<>(Chapter.class);

  /** @param own the house's, if there is such a file */
  static Rulebook open(Optional<Path> own) {
    var book = new Rulebook();
    try (InputStream shipped = Rulebook.class.getResourceAsStream(SHIPPED)) {
      if (shipped == null) throw new IllegalStateException("The jar is not whole: it has no " + SHIPPED);
      if (own.isPresent() && Files.exists(own.get())) book.read(Files.readString(own.get()), "config/" + own.get().getFileName());
      book.read(new String(shipped.readAllBytes(), StandardCharsets.UTF_8), SHIPPED);
      return book;
    } catch (IOException e) {
      throw new UncheckedIOException("The bounce rules cannot be read (" + e.getMessage() + "). No message was judged. Check their permissions.", e);
    }
  }

  private void read(String text, String name) {
    Chapter chapter = Chapter.REPLY;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String place = name + ":" + number;
      if (line.isBlank() || line.startsWith("#")) continue;
      try {
        if (line.matches("\\[[a-z]+]\\s*")) chapter = chapter(line.strip());
        else if (chapter.compareTo(Chapter.OTHERWISE) <= 0) rules.computeIfAbsent(chapter, any -> new ArrayList<>()).add(Rule.parse(line, place));
        else words.computeIfAbsent(chapter, any -> new ArrayList<>()).add(Wording.of(line.strip()));
      } catch (IllegalArgumentException e) {
        throw new UnfitRules(place + ": " + e.getMessage() + ". No message was judged. Mend the line or delete it.", e);
      }
    }
  }

  private static Chapter chapter(String heading) {
    try {
      return Chapter.valueOf(heading.substring(1, heading.length() - 1).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("there is no chapter " + heading, unknown);
    }
  }

  /** Whether any of the chapter's words stand in the text. */
  boolean says(Chapter chapter, String text) {
    return words.getOrDefault(chapter, List.of()).stream().anyMatch(wording -> wording.in(text));
  }

  /**
   * @param reply the refusing server's words, smoothed; may be empty
   * @param narrative what the report tells around them, smoothed; may be empty
   */
  Rule decide(String status, String reply, String narrative) {
    Codes said = Codes.of(status, reply);
    Codes told = Codes.of(status, reply + " " + narrative);
    return first(Chapter.REPLY, said, reply)
        .or(() -> first(Chapter.STATUS, said, reply))
        .or(() -> narrative.isEmpty() ? Optional.empty() : first(Chapter.REPLY, told, narrative))
        .or(() -> first(Chapter.STATUS, told, narrative))
        .or(() -> first(Chapter.WEAK, said, reply))
        .or(() -> first(Chapter.WEAK, told, narrative))
        .or(() -> first(Chapter.OTHERWISE, told, narrative))
        .orElseThrow(() -> new IllegalStateException("the last rule has no condition"));
  }

  private Optional<Rule> first(Chapter chapter, Codes codes, String text) {
    if ((chapter == Chapter.REPLY || chapter == Chapter.WEAK) && text.isBlank()) return Optional.empty();
    return rules.getOrDefault(chapter, List.of()).stream().filter(rule -> rule.fits(codes, text)).findFirst();
  }
}
