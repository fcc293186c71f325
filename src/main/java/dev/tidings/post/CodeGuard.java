package dev.tidings.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts code aside, so that nothing in it is taken for template syntax: fences, spans, indented blocks, {@code <pre>} and {@code <code>}.
 * Jekyll's {@code raw} tags in code go: they protected it from Jekyll, not from readers. Each text is gone through once.
 */
final class CodeGuard {
  private static final char MARK = '\uE010';
  private static final Pattern FENCE = Pattern.compile("^\\s{0,12}(?:[-*+>]\\s+|\\d{1,3}[.)]\\s+)?(`{3,}|~{3,}).*");
  private static final Pattern SPAN = Pattern.compile("(?<!`)(`{1,5})(?!`)(.+?)(?<!`)\\1(?!`)", Pattern.DOTALL);
  private static final Pattern ASIDE = Pattern.compile(MARK + "(\\d+)" + MARK);
  private static final Pattern ITEM = Pattern.compile("^\\s{0,3}(?:[-*+]|\\d{1,9}[.)])\\s.*");
  private static final Pattern RAW = Pattern.compile("\\{%-?\\s*raw\\s*-?%\\}");
  private static final Pattern END_RAW = Pattern.compile("\\{%-?\\s*endraw\\s*-?%\\}");
  private final List<String> aside = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private String fence = "";
  private boolean html;
  private boolean afterBlank = true;
  private boolean indented;
  private boolean list;

  /** The text with marks where code was. */
  String guard(String markdown) {
    for (String line : markdown.split("\n", -1)) {
      if (!fence.isEmpty()) inFence(line);
      else if (html) inHtml(line);
      else outside(line);
    }
    if (fence.isEmpty()) out.append(spans(held.toString()));
    else out.append(put(held.toString()));
    return out.substring(0, Math.max(0, out.length() - (fence.isEmpty() ? 1 : 0)));
  }

  private void outside(String line) {
    Matcher mark = FENCE.matcher(line);
    boolean deep = !list && (line.startsWith("    ") || line.startsWith("\t")) && (afterBlank || indented) && !line.isBlank();
    if (deep) {
      flush();
      out.append(put(line)).append('\n');
    } else if (mark.matches()) {
      flush();
      fence = mark.group(1);
      held.append(line).append('\n');
    } else if (line.toLowerCase(Locale.ROOT).contains("<pre")) {
      flush();
      html = true;
      inHtml(line);
    } else {
      held.append(line).append('\n');
      if (line.isBlank()) flush();
      else if (ITEM.matcher(line).matches()) list = true;
      else if (!Character.isWhitespace(line.charAt(0))) list = false;
    }
    indented = deep || indented && line.isBlank();
    afterBlank = line.isBlank();
  }

  private void flush() {
    out.append(spans(held.toString()));
    held.setLength(0);
  }

  private void inFence(String line) {
    held.append(line).append('\n');
    String mark = line.strip();
    if (!mark.startsWith(fence) || !mark.replace(fence.substring(0, 1), "").isBlank()) return;
    out.append(put(held.substring(0, held.length() - 1))).append('\n');
    held.setLength(0);
    fence = "";
  }

  private void inHtml(String line) {
    held.append(line).append('\n');
    if (!line.toLowerCase(Locale.ROOT).contains("</pre")) return;
    out.append(put(held.substring(0, held.length() - 1))).append('\n');
    held.setLength(0);
    html = false;
  }

  /** Spans of one paragraph, and {@code <code>} in it. */
  private String spans(String paragraph) {
    String text = paragraph.indexOf('`') < 0 ? paragraph : SPAN.matcher(paragraph).replaceAll(span -> put(span.group()));
    int open = text.indexOf("<code");
    if (open < 0) return text;
    var spans = new StringBuilder();
    int from = 0;
    for (int close = text.indexOf("</code>", open); open >= 0 && close >= 0; close = open < 0 ? -1 : text.indexOf("</code>", open)) {
      spans.append(text, from, open).append(put(text.substring(open, close)));
      from = close;
      open = text.indexOf("<code", close);
    }
    return spans.append(text, from, text.length()).toString();
  }

  /** One piece of code, as it will be shown. */
  String put(String code) {
    aside.add(back(withoutRaw(code)));
    return MARK + Integer.toString(aside.size() - 1) + MARK;
  }

  private static String withoutRaw(String code) {
    Matcher open = RAW.matcher(code);
    Matcher close = END_RAW.matcher(code);
    var text = new StringBuilder();
    int from = 0;
    while (open.find(from) && close.find(open.end())) {
      text.append(code, from, open.start()).append(code, open.end(), close.start());
      from = close.end();
    }
    return text.append(code, from, code.length()).toString();
  }

  /** All code in its place again. */
  String back(String text) {
    return text.indexOf(MARK) < 0 ? text : ASIDE.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(aside.get(Integer.parseInt(mark.group(1)))));
  }
}
