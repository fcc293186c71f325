package dev.tidings.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/**
 * A style sheet, taken apart.
 *
 * @param name of the template it came from
 * @param rules the weakest first
 * @param kept what must stay in the head, a style element each: a mail program that stumbles over one of them drops that one
 */
record Stylesheet(String name, List<Rule> rules, List<String> kept) {
  private static final Pattern VARIABLE = Pattern.compile("var\\(\\s*(--[\\w-]+)\\s*\\)");
  private static final Pattern NAMED = Pattern.compile("[.\\[:][\\w-]+");
  private static final Pattern ELEMENT = Pattern.compile("(?<![\\w.#:\\[-])[a-zA-Z][\\w-]*");

  /** One selector with its declarations. */
  record Rule(String selector, Evaluator matcher, Map<String, String> declarations) {
    /** Specificity, CSS Selectors 3, 9: ids, then classes, attributes and pseudo-classes, then elements. */
    int weight() {
      int ids = (int) selector.chars().filter(c -> c == '#').count();
      return ids * 10_000 + count(NAMED) * 100 + count(ELEMENT);
    }

    private int count(Pattern pattern) {
      return (int) pattern.matcher(selector).results().count();
    }
  }

  /** @param variables come before those of the sheet's own {@code :root} */
  static Stylesheet parse(String name, String css, Map<String, String> variables) {
    return new Parser(name, withoutComments(css), new LinkedHashMap<>(variables)).parse();
  }

  private static TemplateException problem(String name, int line, String key, String reason) {
    return new TemplateException(new TemplateProblem(
        "templates/" + name, line, key, reason + ". The last good templates are used. Mend the line, or delete the file."));
  }

  /** Comments become as many line ends as they had. */
  private static String withoutComments(String css) {
    return Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL).matcher(css)
        .replaceAll(comment -> "\n".repeat((int) comment.group().chars().filter(c -> c == '\n').count()));
  }

  private static final class Parser {
    private final String name;
    private final String css;
    private final Map<String, String> variables;
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();
    private final StringBuilder others = new StringBuilder();

    Parser(String name, String css, Map<String, String> variables) {
      this.name = name;
      this.css = css;
      this.variables = variables;
    }

    Stylesheet parse() {
      for (int at = 0; at < css.length(); ) {
        int open = css.indexOf('{', at);
        if (open < 0) {
          if (!css.substring(at).isBlank()) throw problem(name, line(at), css.substring(at).strip(), "Text without '{'");
          break;
        }
        int close = closing(open);
        block(css.substring(at, open).strip(), css.substring(open + 1, close), line(open));
        at = close + 1;
      }
      List<String> kept = Stream.concat(queries.stream(), Stream.of(others.toString())).filter(style -> !style.isBlank()).toList();
      int bytes = String.join("", kept).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > CssInliner.MOST_STYLE)
        throw problem(name, 0, "@media", "What cannot be inlined is " + bytes + " bytes, more than 16 KB");
      rules.sort(Comparator.comparingInt(Rule::weight));
      return new Stylesheet(name, List.copyOf(rules), kept);
    }

    private int closing(int open) {
      int depth = 0;
      for (int i = open; i < css.length(); i++) {
        if (css.charAt(i) == '{') depth++;
        if (css.charAt(i) == '}' && --depth == 0) return i;
      }
      throw problem(name, line(open), "{", "'{' without '}'");
    }

    private void block(String selectors, String body, int line) {
      if (selectors.equals(":root")) declarations(body, line).forEach(variables::putIfAbsent);
      else if (selectors.startsWith("@")) queries.add(squeeze(selectors + "{" + resolved(body, line) + "}"));
      else if (selectors.contains("[data-ogs") || selectors.contains(":"))
        others.append(squeeze(selectors + "{" + resolved(body, line) + "}"));
      else
        for (String selector : selectors.split(","))
          rules.add(new Rule(selector.strip(), matcher(selector.strip(), line), declarations(resolved(body, line), line)));
    }

    private Evaluator matcher(String selector, int line) {
      try {
        return QueryParser.parse(selector);
      } catch (Selector.SelectorParseException | IllegalArgumentException e) {
        throw problem(name, line, selector, "'" + selector + "' is not a selector that can be inlined");
      }
    }

    private Map<String, String> declarations(String body, int line) {
      Map<String, String> declarations = new LinkedHashMap<>();
      for (String declaration : body.split(";")) {
        if (declaration.isBlank()) continue;
        int colon = declaration.indexOf(':');
        if (colon < 1) throw problem(name, line, declaration.strip(), "'" + declaration.strip() + "' is not 'property: value'");
        declarations.put(declaration.substring(0, colon).strip(), declaration.substring(colon + 1).strip().replace('"', '\''));
      }
      return declarations;
    }

    private String resolved(String body, int line) {
      return VARIABLE.matcher(body).replaceAll(used -> {
        String value = variables.get(used.group(1));
        if (value == null) throw problem(name, line, used.group(1), used.group(1) + " is not defined in :root");
        return Matcher.quoteReplacement(value);
      });
    }

    private int line(int at) {
      return 1 + (int) css.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static String squeeze(String css) {
      return css.replaceAll("\\s+", " ").replaceAll("\\s*([{};,])\\s*", "$1").replace(": ", ":").replace(";}", "}").replace("</", "<\\/");
    }
  }
}
