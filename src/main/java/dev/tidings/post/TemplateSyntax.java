package dev.tidings.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Liquid, Nunjucks and Hugo's shortcodes are never evaluated and never shown. Those with a plain meaning become it: code blocks,
 * figures, links. The rest vanishes, and the file gets one warning. Code fences and code spans are left alone.
 */
final class TemplateSyntax {
  /** @param markdown without template syntax outside code · @param removed what vanished · @param includes whether some of it would have brought text */
  record Clean(String markdown, List<String> removed, boolean includes) {}

  private static final Pattern FENCE = Pattern.compile("^ {0,3}(`{3,}|~{3,}).*");
  private static final Pattern RAW = Pattern.compile("\\{%-?\\s*raw\\s*-?%\\}(.*?)\\{%-?\\s*endraw\\s*-?%\\}", Pattern.DOTALL);
  private static final Pattern HIGHLIGHT =
      Pattern.compile("\\{%-?\\s*highlight\\s+(\\w+)[^%]*%\\}\\n?(.*?)\\{%-?\\s*endhighlight\\s*-?%\\}", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("\\{%-?\\s*comment\\s*-?%\\}.*?\\{%-?\\s*endcomment\\s*-?%\\}|\\{#.*?#\\}(?!\\w)", Pattern.DOTALL);
  private static final Pattern FIGURE = Pattern.compile("\\{\\{[<%]\\s*(?:figure|img)\\s+([^>]*?)[>%]\\}\\}", Pattern.DOTALL);
  private static final Pattern YOUTUBE = Pattern.compile("\\{\\{[<%]\\s*youtube\\s+(?:id=)?\"?([\\w-]+)\"?.*?[>%]\\}\\}|\\{%\\s*youtube\\s+\"?([\\w-]+)\"?.*?%\\}");
  private static final Pattern REF = Pattern.compile("\\{\\{[<%]\\s*(?:rel)?ref\\s+\"?([^\">%\\s]+)\"?\\s*[>%]\\}\\}");
  private static final Pattern LINK = Pattern.compile("\\{%-?\\s*(?:post_url|link)\\s+([^%\\s]+)\\s*-?%\\}");
  private static final Pattern URL_FILTER = Pattern.compile("\\{\\{-?\\s*[\"']([^\"']*)[\"']\\s*\\|\\s*(?:relative_url|absolute_url|url|prepend:[^}]*)\\s*-?\\}\\}");
  private static final Pattern SITE = Pattern.compile("\\{\\{-?\\s*site\\.(?:url|baseurl|github\\.url)\\s*-?\\}\\}");
  private static final Pattern ATTRIBUTES = Pattern.compile("\\{:(?!\\s*\\})[^{}\\n]*\\}|\\{::[^{}\\n]*/?\\}");
  private static final Pattern ANY =
      Pattern.compile("\\{\\{[<%].*?[>%]\\}\\}|\\{%.*?%\\}|\\{\\{.*?\\}\\}", Pattern.DOTALL);
  private static final Pattern INCLUDE = Pattern.compile("^\\{%-?\\s*(?:include|render|includecached)\\b.*", Pattern.DOTALL);
  private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");
  private static final char GUARD = '\uE010';

  private final UnaryOperator<String> postUrl;
  private final List<String> removed = new ArrayList<>();
  private boolean includes;

  /** @param postUrl the path of a post named as {@code post_url} does */
  TemplateSyntax(UnaryOperator<String> postUrl) {
    this.postUrl = postUrl;
  }

  Clean clean(String markdown) {
    if (markdown.indexOf('{') < 0) return new Clean(markdown, List.of(), false);
    String text = replace(HIGHLIGHT, markdown, match -> "```" + match.group(1) + "\n" + match.group(2).stripTrailing() + "\n```");
    var guarded = new ArrayList<String>();
    text = guardCode(text, guarded);
    text = replace(RAW, text, match -> guard(Literal.of(unguard(match.group(1), guarded)), guarded));
    text = known(text);
    text = replace(ANY, text, match -> remove(match.group()));
    text = text.replace("{%", "").replace("%}", "").replace("{{", "").replace("}}", "");
    return new Clean(unguard(text, guarded), List.copyOf(removed), includes);
  }

  private String known(String before) {
    String text = replace(COMMENT, before, match -> "");
    text = replace(FIGURE, text, match -> figure(match.group(1)));
    text = replace(YOUTUBE, text, match -> "https://www.youtube.com/watch?v=" + (match.group(1) == null ? match.group(2) : match.group(1)));
    text = replace(REF, text, match -> match.group(1).startsWith("/") ? match.group(1) : "/" + match.group(1));
    text = replace(LINK, text, match -> postUrl.apply(match.group(1)));
    text = replace(URL_FILTER, text, match -> match.group(1));
    text = replace(SITE, text, match -> "");
    return replace(ATTRIBUTES, text, match -> "");
  }

  /** What {@code raw} protects is shown as it is written: outside code its braces become character references. */
  private static final class Literal {
    static String of(String text) {
      return text.contains("`") ? text : text.replace("{", "&#123;").replace("}", "&#125;");
    }
  }

  private String remove(String syntax) {
    String tag = syntax.strip();
    if (INCLUDE.matcher(tag).matches()) includes = true;
    String shown = tag.length() <= 40 ? tag : tag.substring(0, 40) + "…";
    removed.add(shown.replaceAll("\\s+", " "));
    return "";
  }

  private static String figure(String attributes) {
    String src = "";
    String alt = "";
    String caption = "";
    Matcher attribute = ATTRIBUTE.matcher(attributes);
    while (attribute.find()) {
      String value = attribute.group(2) != null ? attribute.group(2) : attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
      switch (attribute.group(1).toLowerCase(Locale.ROOT)) {
        case "src" -> src = value;
        case "alt" -> alt = value;
        case "caption", "title" -> caption = value;
        default -> { } // width, class and the like say nothing to a reader
      }
    }
    return src.isEmpty() ? caption : "![" + (alt.isEmpty() ? caption : alt) + "](<" + src + ">)";
  }

  /** Code fences and spans are put aside, so that nothing in them is touched. */
  private static String guardCode(String text, List<String> guarded) {
    var out = new StringBuilder();
    var fence = new StringBuilder();
    String open = "";
    for (String line : text.split("\n", -1)) {
      Matcher mark = FENCE.matcher(line);
      if (!open.isEmpty()) {
        fence.append(line).append('\n');
        if (mark.matches() && line.strip().startsWith(open) && line.strip().replace(open.substring(0, 1), "").isBlank()) {
          out.append(guard(fence.substring(0, fence.length() - 1), guarded)).append('\n');
          fence.setLength(0);
          open = "";
        }
      } else if (mark.matches()) {
        open = mark.group(1);
        fence.append(line).append('\n');
      } else out.append(line.indexOf('`') >= 0 ? spans(line, guarded) : line).append('\n');
    }
    if (!open.isEmpty()) out.append(guard(fence.toString(), guarded));
    return out.substring(0, Math.max(0, out.length() - (open.isEmpty() ? 1 : 0)));
  }

  private static final Pattern SPAN = Pattern.compile("(?<!`)(`{1,5})(?!`)(.+?)(?<!`)\\1(?!`)");

  private static String spans(String line, List<String> guarded) {
    return replace(SPAN, line, match -> guard(match.group(), guarded));
  }

  private static String guard(String text, List<String> guarded) {
    guarded.add(text);
    return GUARD + Integer.toString(guarded.size() - 1) + GUARD;
  }

  private static final Pattern GUARDED = Pattern.compile(GUARD + "(\\d+)" + GUARD);

  private static String unguard(String text, List<String> guarded) {
    String out = text;
    for (int i = 0; i < 3 && out.indexOf(GUARD) >= 0; i++) out = replace(GUARDED, out, match -> guarded.get(Integer.parseInt(match.group(1))));
    return out;
  }

  private static String replace(Pattern pattern, String text, java.util.function.Function<Matcher, String> value) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) return text;
    var out = new StringBuilder();
    do matcher.appendReplacement(out, Matcher.quoteReplacement(value.apply(matcher))); while (matcher.find());
    return matcher.appendTail(out).toString();
  }
}
