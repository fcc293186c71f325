package dev.tidings.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts of a given size that repeat a few scraps of syntax: alone, with numbers, with growing indentation, one kind and then another. */
final class EvilMix {
  private static final List<String> SCRAPS = List.of("[", "![", "]", "](", "](x)", "[a]", "[a]: /x", "[a]: <", "[a]: /x \"t\"", "[^1]", "[^1]: n", "*", "_", "**", "***", "~~", "~", "`", "``", "<", ">", "<!--", "-->", "<?", "?>", "<![CDATA[", "]]>", "<!A ",
      "<a ", "<a href=\"", "</a>", "<div>", "</div>", "<b>", "<table>", "<td>", "<pre>", "</pre>", "<code>", "<script>", "<svg>", "<a href=x>", "&", "&amp;", "&#x41;", "|", "|-|", "| a |", "{", "{%", "{{", "%}", "}}", "{% raw %}", "{: .a}", "{#a}",
      "{{< x", ":::", "#", "# ", "## a", "=", "---", "-", "- ", "* ", "1. ", "2) ", "> ", "    ", "\t", "  ", " ", "\n", "\n\n", "  \n", "\\", "a", "a ", "é", "日", "http://", "https://a.example/", "www.", "@", "a@b.example", ".", "...", "--", "\"", "'", "(", ")",
      "!", ":", "- [ ] ", "```", "~~~", "```\n", "\u00a0", "\u2028", "<http:", "*a*", "**a", "a**", "[a](b)", "[a][b]", "## Sources\n", "\r", "0");
  private final Random random;
  private final int size;

  EvilMix(long seed, int size) {
    this.random = new Random(seed);
    this.size = size;
  }

  String text() {
    List<String> units = List.of(unit(4), unit(3), unit(3));
    return switch (random.nextInt(6)) {
      case 0 -> filled(i -> units.get(0));
      case 1 -> filled(i -> numbered(units.get(0), i) + "\n");
      case 2 -> filled(i -> numbered(units.get(0), i), size / 2) + "\n\n" + filled(i -> numbered(units.get(1), i), size / 2);
      case 3 -> filled(i -> " ".repeat(i % 200) + units.get(0) + "\n");
      case 4 -> filled(i -> units.get(1).repeat(i % 60) + units.get(0) + "\n");
      default -> filled(i -> units.get(random.nextInt(3)));
    };
  }

  private interface Piece {
    String at(int i);
  }

  private String filled(Piece piece) {
    return filled(piece, size);
  }

  private static String filled(Piece piece, int size) {
    var text = new StringBuilder();
    for (int i = 0; text.length() < size; i++) text.append(piece.at(i));
    return text.toString();
  }

  private static String numbered(String unit, int i) {
    return unit.replace("a", "a" + i).replace("1", String.valueOf(i));
  }

  private String unit(int most) {
    var parts = new ArrayList<String>();
    for (int i = random.nextInt(most); i >= 0; i--) parts.add(SCRAPS.get(random.nextInt(SCRAPS.size())));
    return String.join("", parts);
  }
}
