package dev.tidings.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What mail programs lack, feature by feature, and what must stand beside it so that no reader misses anything. */
record ClientRules(Map<String, Rule> rules) {
  private static final String FILE = "mail-features.txt";
  private static final int COLUMNS = 4;

  /** @param lacking who lacks it; empty where nobody of note does · @param demand empty where the mail is whole without it · @param instead what is seen there */
  record Rule(String lacking, String demand, String instead) {}

  static ClientRules shipped() {
    try (InputStream in = ClientRules.class.getResourceAsStream(FILE)) {
      if (in == null) throw new IllegalStateException(FILE + " is not in the program");
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ClientRules parse(String text) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
      String[] columns = line.split("\\|", -1);
      if (columns.length != COLUMNS) throw new IllegalArgumentException(FILE + ": '" + line + "' has not four columns");
      rules.put(columns[0].strip(), new Rule(columns[1].strip(), columns[2].strip(), columns[3].strip()));
    });
    return new ClientRules(rules);
  }

  /** A sentence for each feature that is in no list, and for each whose fallback is missing. */
  List<String> judge(Document page, String html) {
    return FeaturesSeen.of(page, html).stream().flatMap(feature -> judge(feature, page, html).stream()).distinct().toList();
  }

  private Optional<String> judge(FeaturesSeen.Feature feature, Document page, String html) {
    Rule rule = rules.get(feature.name());
    // A word of a value counts only where the list knows it.
    if (rule == null) return feature.name().startsWith("value ") ? Optional.empty() : Optional.of("It uses " + feature.name() + ", of which no list says which mail programs know it.");
    if (rule.demand().isEmpty() || isMet(rule.demand(), feature, page, html)) return Optional.empty();
    String what = "It uses " + feature.name() + (rule.lacking().isEmpty() ? "" : ", which is lacking in " + rule.lacking());
    return Optional.of(rule.demand().equals("never") ? what + ": " + rule.instead() + "." : what + ", without its fallback (" + rule.demand() + "): " + rule.instead() + ".");
  }

  private static boolean isMet(String demand, FeaturesSeen.Feature feature, Document page, String html) {
    Element at = feature.at();
    boolean inHead = at.tagName().equals("style");
    String[] words = demand.split(" ", 2);
    String what = words[words.length - 1];
    return switch (words[0]) {
      case "beside" -> feature.block().matches("(?s).*(^|[;\\s])" + what + "\\s*:.*");
      case "attribute" -> inHead || at.hasAttr(what);
      case "on" -> inHead || List.of(what.split(" ")).contains(at.tagName());
      case "comment" -> html.contains("<!--[if " + what);
      case "meta" -> !page.select("meta[name=" + what + "]").isEmpty();
      case "colours" -> page.body().children().stream().findFirst().map(first -> first.attr("style")).filter(style -> style.contains("background-color:")).isPresent();
      case "inline" -> !page.body().select("[style]").isEmpty();
      default -> false;
    };
  }
}
