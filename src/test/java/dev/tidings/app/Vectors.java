package dev.tidings.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A house where one string stands in every field that an author, an editor or a reader fills, four of them to a newsletter. */
final class Vectors {
  private static final int IN_A_LOT = 4;
  private static final Pattern CODE = Pattern.compile("(?<!\\\\)\\\\u([0-9a-f]{4})");

  private Vectors() {}

  /** One a line, Java's escapes, lines that begin with "# " left out. */
  static List<String> of(String file) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/safety", file)).stream().filter(line -> !line.startsWith("# ")).map(Vectors::unescaped).toList();
  }

  private static String unescaped(String line) {
    Matcher code = CODE.matcher(line);
    return code.replaceAll(found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16)))).translateEscapes();
  }

  static int lots(List<String> vectors) {
    return (vectors.size() + IN_A_LOT - 1) / IN_A_LOT;
  }

  /** Each lot is a newsletter of its own, so that every story is told in full somewhere. */
  static PaperHouse house(Path home, List<String> vectors) throws IOException {
    var house = new PaperHouse(home);
    var config = new StringBuilder(PaperHouse.CONFIG.replace("max_items: 20", "max_items: 1000"));
    var newsletters = new StringBuilder();
    for (int lot = 0; lot < lots(vectors); lot++) {
      newsletters.append("  lot-%d:\n    title: Lot %d\n    categories: [Lot %d]\n    schedule: every day at 07:00\n    subscribers: [lot-%d.csv]\n".formatted(lot, lot, lot, lot));
      String vector = vectors.get(lot * IN_A_LOT);
      house.write("subscribers/lot-" + lot + ".csv", "email,name,language\nlot-" + lot + "@one.example," + csv(vector) + ",en\n");
      house.write("notes/lot-" + lot + "/2026-11-24.md", "Good morning. " + vector + "\n\n## Sponsored\n\nPaid. " + vector + "\n");
    }
    config.insert(config.indexOf("mail:\n"), newsletters);
    house.write("config/tidings.yml", config.toString()).open();
    for (int i = 0; i < vectors.size(); i++) post(house, i, vectors.get(i));
    return house;
  }

  /** Two posts: what an author says in one, what names and places it in the other, which may be held for it. */
  private static void post(PaperHouse house, int i, String vector) throws IOException {
    String quoted = yaml(vector);
    String lot = "Lot " + i / IN_A_LOT;
    house.post("story-" + i, quoted, "categories: [" + lot + ", " + quoted + "]\ntags: [" + quoted + "]\nauthor: " + quoted + "\nsource_url: " + quoted + "\nsentiment_score: 6\nsentiment_label: "
        + quoted + "\nsummary: " + quoted + "\ntldr: [" + quoted + ", " + yaml("Go to [x](" + vector + ") and ![x](" + vector + ")") + "]\n", body(vector));
    house.post("side-" + i, "Side " + i, "categories: [" + lot + "]\nslug: " + quoted + "\npermalink: " + quoted + "\nid: " + quoted + "\nlang: " + quoted + "\nshort_title: " + quoted + "\n",
        "Side " + i + ".\n");
  }

  private static String body(String vector) {
    String line = vector.replace("\n", " ");
    return "# " + line + "\n\nText.\n\n" + vector + "\n\n## Key Dates and Numbers\n* " + line + "\n## Representative Quotes\n* Ann " + line + ": '" + line + "'\n\n### Sources\n* [" + line
        + "](https://good.example/)\n* [x](" + line + ")\n* " + line + "\n";
  }

  private static String csv(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  private static String yaml(String value) {
    var text = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') text.append('\\').append(c);
      else if (c < ' ' || c > '~') text.append("\\u%04x".formatted((int) c));
      else text.append(c);
    }
    return text.append('"').toString();
  }
}
