package dev.tidings.config;

/** How far two words are apart, in letters changed, added or left out. */
final class Spelling {
  private Spelling() {}

  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int up = row[j];
        int swap = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, Math.min(up, row[j - 1]) + 1);
        corner = up;
      }
    }
    return row[b.length()];
  }
}
