package dev.tidings.render;

import java.util.ArrayList;
import java.util.List;

/** Which lines were taken out and put in, by the longest common subsequence. */
final class LineDiff {
  private static final int CONTEXT = 3;

  private LineDiff() {}

  /** Unified form, three lines of context; empty where both are the same. */
  static String unified(String name, String before, String after) {
    List<String> lines = edits(before.lines().toList(), after.lines().toList());
    if (lines.stream().allMatch(line -> line.startsWith(" "))) return "";
    var out = new StringBuilder("--- shipped/" + name + "\n+++ templates/" + name + "\n");
    int from = 1;
    int to = 1;
    boolean open = false;
    for (int i = 0; i < lines.size(); i++) {
      boolean shown = nearChange(lines, i);
      if (shown && !open) out.append("@@ -").append(from).append(" +").append(to).append(" @@\n");
      if (shown) out.append(lines.get(i)).append('\n');
      open = shown;
      if (!lines.get(i).startsWith("+")) from++;
      if (!lines.get(i).startsWith("-")) to++;
    }
    return out.toString();
  }

  private static boolean nearChange(List<String> lines, int at) {
    for (int i = Math.max(0, at - CONTEXT); i <= Math.min(lines.size() - 1, at + CONTEXT); i++)
      if (!lines.get(i).startsWith(" ")) return true;
    return false;
  }

  private static List<String> edits(List<String> a, List<String> b) {
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--)
      for (int j = b.size() - 1; j >= 0; j--)
        common[i][j] =
            a.get(i).equals(b.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    var lines = new ArrayList<String>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        lines.add(" " + a.get(i++));
        j++;
      } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) lines.add("-" + a.get(i++));
      else lines.add("+" + b.get(j++));
    }
    return lines;
  }
}
