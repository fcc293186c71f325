package dev.tidings.post;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Liquid, Nunjucks and Hugo's shortcodes are never evaluated and never shown. Those with a plain meaning become it: code blocks,
 * figures, links. The rest vanishes, and the file gets one warning. Code is left alone. A mark is looked for to the end of its
 * paragraph only, so an unclosed one costs nothing but itself.
 */
final class TemplateSyntax {
  /** @param markdown without template syntax outside code · @param removed what vanished · @param includes whether some of it would have brought text */
  record Clean(String markdown, List<String> removed, boolean includes) {}

  private static final Pattern INCLUDE = Pattern.compile("^\\{%-?\\s*(?:include|render|includecached)\\b.*", Pattern.DOTALL);
  private static final Pattern HIGHLIGHT = Pattern.compile("^(?:\\{%-?\\s*highlight\\s+|\\{\\{[<%]\\s*highlight\\s+)\"?([\\w+#.-]+)\"?.*", Pattern.DOTALL);
  private static final Pattern END_HIGHLIGHT = Pattern.compile("\\{%-?\\s*endhighlight\\s*-?%\\}|\\{\\{[<%]\\s*/\\s*highlight\\s*[>%]\\}\\}");
  private static final Pattern RAW = Pattern.compile("^\\{%-?\\s*raw\\s*-?%\\}$");
  private static final Pattern END_RAW = Pattern.compile("\\{%-?\\s*endraw\\s*-?%\\}");
  private static final Pattern COMMENT = Pattern.compile("^\\{%-?\\s*comment\\s*-?%\\}$");
  private static final Pattern END_COMMENT = Pattern.compile("\\{%-?\\s*endcomment\\s*-?%\\}");
  private static final Pattern LITERAL = Pattern.compile("\\{\\{[^{}\\n]{0,200}\\}\\}|\\{%[^{}\\n]{0,200}%\\}|\\{\\{|\\{%|%\\}|\\}\\}");

  private static final int MOST_REMEMBERED = 100;
  private final UnaryOperator<String> postUrl;
  private final CodeGuard code = new CodeGuard();
  private final List<String> removed = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private final Set<Pattern> unclosed = new HashSet<>();
  private boolean includes;

  /** @param postUrl the path of a post named as {@code post_url} does */
  TemplateSyntax(UnaryOperator<String> postUrl) {
    this.postUrl = postUrl;
  }

  /** For one text; not to be used again. */
  Clean clean(String markdown) {
    if (markdown.indexOf('{') < 0) return new Clean(markdown, List.of(), false);
    String text = code.guard(markdown);
    var tags = new Tag(text);
    int from = 0;
    for (int brace = text.indexOf('{'); brace >= 0; brace = text.indexOf('{', from)) {
      out.append(text, from, brace);
      from = tag(text, brace, tags.at(brace));
    }
    out.append(text, from, text.length());
    String rest = out.toString().replace("%}", "").replace("}}", "");
    return new Clean(code.back(rest), List.copyOf(removed), includes);
  }

  /** @return where to go on reading */
  private int tag(String text, int at, Optional<String> tag) {
    if (tag.isEmpty()) return loose(text, at);
    int end = at + tag.get().length();
    if (tag.get().startsWith("{:") || tag.get().startsWith("{#")) return end;
    Matcher highlight = HIGHLIGHT.matcher(tag.get());
    if (highlight.matches()) return block(text, end, END_HIGHLIGHT, body -> out.append(fenced(highlight.group(1), body)));
    if (RAW.matcher(tag.get()).matches()) return block(text, end, END_RAW, body -> out.append(literal(body)));
    if (COMMENT.matcher(tag.get()).matches()) return block(text, end, END_COMMENT, body -> { });
    Optional<String> meaning = Tag.meaning(tag.get(), postUrl);
    meaning.ifPresentOrElse(out::append, () -> remove(tag.get()));
    return end;
  }

  /** A brace that opens nothing stays; two of them, or one with a percent sign, are half a tag and go. */
  private int loose(String text, int at) {
    if (text.startsWith("{{", at) || text.startsWith("{%", at)) return at + 2;
    out.append('{');
    return at + 1;
  }

  private int block(String text, int from, Pattern end, Consumer<String> body) {
    Matcher close = end.matcher(text);
    if (unclosed.contains(end) || !close.find(from)) {
      unclosed.add(end);
      return from;
    }
    body.accept(text.substring(from, close.start()));
    return close.end();
  }

  private String fenced(String language, String body) {
    String text = code.back(body).strip().isEmpty() ? "" : code.back(body).replaceAll("^\\s*\\n|\\s+$", "");
    String fence = text.contains("```") ? "~~~~~~" : "```";
    return "\n" + code.put(fence + language + "\n" + text + "\n" + fence) + "\n";
  }

  /** What {@code raw} protects was meant to be seen as it is written: it becomes code. */
  private String literal(String body) {
    return LITERAL.matcher(body).replaceAll(mark -> code.put(mark.group().contains("`") ? "`` " + mark.group() + " ``" : "`" + mark.group() + "`"));
  }

  private void remove(String tag) {
    if (INCLUDE.matcher(tag).matches()) includes = true;
    if (removed.size() == MOST_REMEMBERED) return;
    String shown = tag.length() <= 40 ? tag : tag.substring(0, 40) + "…";
    removed.add(code.back(shown).replaceAll("\\s+", " "));
  }
}
