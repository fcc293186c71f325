package dev.tidings.markup;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** The first sentences of a text, for posts whose author wrote no TL;DR. */
final class Sentences {
  private static final int SHORTEST = 15;
  private static final int LONGEST = 280;

  private Sentences() {}

  static List<String> first(Element body, int count) {
    var sentences = new ArrayList<String>();
    for (Element paragraph : body.select("p, li")) {
      if (!paragraph.select("p, li, pre").not("pre").isEmpty() && paragraph.select("p, li").size() > 1) continue;
      split(paragraph.text().strip(), sentences, count);
      if (sentences.size() >= count) break;
    }
    return sentences;
  }

  private static void split(String text, List<String> sentences, int count) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    breaks.setText(text);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE && sentences.size() < count; end = breaks.next()) {
      String sentence = text.substring(start, end).strip();
      if (endsInAbbreviation(sentence) && end < text.length()) continue;
      start = end;
      if (sentence.length() >= SHORTEST || hasIdeographs(sentence)) sentences.add(cut(sentence));
    }
  }

  private static boolean hasIdeographs(String text) {
    return text.length() >= 6 && text.codePoints().anyMatch(Character::isIdeographic);
  }

  private static boolean endsInAbbreviation(String sentence) {
    return sentence.matches("(?s).*\\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|e\\.g|i\\.e|etc|No|U\\.S|[A-Z])\\.$");
  }

  private static String cut(String sentence) {
    if (sentence.length() <= LONGEST) return sentence;
    int blank = sentence.lastIndexOf(' ', LONGEST - 1);
    return sentence.substring(0, blank > LONGEST / 2 ? blank : LONGEST - 1).strip() + "…";
  }
}
