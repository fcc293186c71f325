package dev.tidings.edition;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The subject line: the editor's, else the lead's short headline, with the second topic where both fit in {@value #LONGEST}
 * characters. A title that is longer is cut at a clause, else at a word, and never behind one that leads on to the next.
 */
final class Subject {
  static final int LONGEST = 50;

  /** Shorter than this, a clause says too little. */
  private static final int SHORTEST_CLAUSE = 18;

  private static final Pattern CLAUSE =
      Pattern.compile("\\s*[:;–—]\\s|\\s-\\s|,\\s|[。、：；]|\\s(?=(?:as|after|before|while|because|amid|despite|but|und|aber|nach|pero|mais|après)\\s)");

  /** Words that leave a line hanging: prepositions, articles and conjunctions of the languages we have fixed words in. */
  private static final Pattern HANGING = Pattern.compile(
      "\\s(?:a|an|the|of|to|in|on|at|by|for|from|with|into|onto|over|under|until|till|than|that|which|who|and|or|nor|but|as|is|are|its|their|his|her|"
          + "der|die|das|den|dem|des|ein|eine|einen|einem|einer|von|vom|zu|zum|zur|im|am|an|auf|aus|bei|mit|nach|für|über|unter|bis|und|oder|"
          + "le|la|les|l'|un|une|du|de|des|à|au|aux|en|dans|par|pour|sur|avec|et|ou|el|los|las|una|del|al|con|por|para|y|o)$",
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Subject() {}

  static String of(Story lead, List<Story> others, Wishes wishes) {
    if (wishes.words().subject().isPresent()) return oneLine(wishes.words().subject().get());
    String first = cut(oneLine(lead.headline()));
    if (others.isEmpty()) return first;
    String both = first + " · " + oneLine(others.get(0).headline());
    return length(both) <= LONGEST ? both : first;
  }

  /** 50 characters at most: the longest run of clauses that fits, else whole words and an ellipsis. */
  static String cut(String title) {
    if (length(title) <= LONGEST) return title;
    int best = -1;
    Matcher clause = CLAUSE.matcher(title);
    while (clause.find()) {
      int length = length(title.substring(0, clause.start()));
      if (length > LONGEST) break;
      if (length >= SHORTEST_CLAUSE) best = clause.start();
    }
    if (best > 0) return title.substring(0, best).strip();
    int end = title.offsetByCodePoints(0, LONGEST - 1);
    int blank = title.lastIndexOf(' ', end);
    return (blank > end / 2 ? unhung(title.substring(0, blank).strip()) : title.substring(0, end).strip()) + "…";
  }

  /** "runs until midnight from" → "runs until midnight"; a line of nothing but such words stays. */
  private static String unhung(String line) {
    Matcher hanging = HANGING.matcher(line);
    return hanging.find() && hanging.start() >= SHORTEST_CLAUSE ? unhung(line.substring(0, hanging.start()).strip()) : line;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ").strip();
  }
}
