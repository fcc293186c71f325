package dev.tidings.admin;

import java.util.Locale;

/** Numbers with their nouns. */
final class Words {
  private Words() {}

  static String count(long many, String noun) {
    return String.format(Locale.ROOT, "%,d", many) + " " + noun + (many == 1 ? "" : "s");
  }
}
