package dev.tidings.bounce;

import java.util.Locale;

/** Text as the table's words are written: lower case, single blanks, straight quotes, without the codes of continued lines. */
final class Words {
  private static final int LONGEST = 2_500;

  private Words() {}

  static String smooth(String text) {
    String head = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return head.toLowerCase(Locale.ROOT)
        .replace('’', '\'').replace('‘', '\'').replace('´', '\'').replace('`', '\'').replace('“', '"').replace('”', '"').replace('\u00a0', ' ')
        // RFC 5321 4.2.1: each line of a reply repeats its code
        .replaceAll("(?<![\\w.])([45]\\d\\d)-(?:[45]\\.\\d{1,3}\\.\\d{1,3} )?(?=\\s*\\S)", "$1 ")
        .replaceAll("\\s+", " ").strip();
  }
}
