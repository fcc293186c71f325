package dev.tidings.post;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One piece of template syntax: where it ends, and what it means where it has a plain meaning. */
final class Tag {
  private static final int LONGEST = 4_000;
  private static final int LONGEST_ATTRIBUTES = 300;
  private static final List<String> OPENINGS = List.of("{{<", "{{%", "{{", "{%", "{#", "{:");
  private static final Map<String, String> ENDS = Map.of("{{<", ">}}", "{{%", "%}}", "{{", "}}", "{%", "%}", "{#", "#}", "{:", "}");
  private static final Pattern FIGURE = Pattern.compile("^\\{\\{[<%]\\s*(?:figure|img)\\s+(.*?)[>%]\\}\\}$", Pattern.DOTALL);
  private static final Pattern YOUTUBE = Pattern.compile("^(?:\\{\\{[<%]|\\{%)\\s*youtube\\s+(?:id=)?\"?([\\w-]+)\"?.*", Pattern.DOTALL);
  private static final Pattern REF = Pattern.compile("^\\{\\{[<%]\\s*(?:rel)?ref\\s+\"?([^\">%\\s]+)\"?\\s*[>%]\\}\\}$");
  private static final Pattern LINK = Pattern.compile("^\\{%-?\\s*(?:post_url|link)\\s+([^%\\s]+)\\s*-?%\\}$");
  private static final Pattern URL_FILTER = Pattern.compile("^\\{\\{-?\\s*[\"']([^\"']*)[\"']\\s*\\|\\s*(?:relative_url|absolute_url|url|prepend:[^}]*)\\s*-?\\}\\}$");
  private static final Pattern SITE = Pattern.compile("^\\{\\{-?\\s*site\\.(?:url|baseurl|github\\.url)\\s*-?\\}\\}$");
  private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");

  private static final Pattern HEADING_NAME = Pattern.compile("\\{#[^\\s{}#]+\\}");
  private final String text;
  private final Map<String, Integer> ahead = new HashMap<>();

  /** Tags of this text, asked for from its beginning to its end. */
  Tag(String text) {
    this.text = text;
  }

  /** The tag that begins at this brace, if one does and ends within its paragraph. */
  Optional<String> at(int brace) {
    Matcher name = HEADING_NAME.matcher(text).region(brace, Math.min(text.length(), brace + LONGEST_ATTRIBUTES));
    if (name.lookingAt()) return Optional.of(name.group());
    for (String open : OPENINGS) {
      if (!text.startsWith(open, brace)) continue;
      String close = ENDS.getOrDefault(open, "}}");
      int from = brace + open.length();
      int end = next(close, from);
      boolean far = end - brace > (open.equals("{:") ? LONGEST_ATTRIBUTES : LONGEST) || next("\n\n", from) < end;
      if (far) return Optional.empty();
      String tag = text.substring(brace, end + close.length());
      return open.equals("{:") && !isAttributes(tag) ? Optional.empty() : Optional.of(tag);
    }
    return Optional.empty();
  }

  /** Looked for once until it is passed, however often it is asked for. */
  private int next(String what, int from) {
    int known = ahead.getOrDefault(what, -1);
    if (known >= from) return known;
    int found = text.indexOf(what, from);
    ahead.put(what, found < 0 ? Integer.MAX_VALUE : found);
    return found < 0 ? Integer.MAX_VALUE : found;
  }

  /** Kramdown's {@code {:.class}} and {@code {::options /}}; "{: }" is a face. */
  private static boolean isAttributes(String tag) {
    return tag.indexOf('\n') < 0 && !tag.substring(2, tag.length() - 1).isBlank() && tag.indexOf('{', 1) < 0;
  }

  /** Markdown that says the same; empty text for what stands for nothing; nothing where nobody can know. */
  static Optional<String> meaning(String tag, UnaryOperator<String> postUrl) {
    Matcher figure = FIGURE.matcher(tag);
    if (figure.matches()) return Optional.of(figure(figure.group(1)));
    Matcher video = YOUTUBE.matcher(tag);
    if (video.matches()) return Optional.of("https://www.youtube.com/watch?v=" + video.group(1));
    Matcher ref = REF.matcher(tag);
    if (ref.matches()) return Optional.of(ref.group(1).startsWith("/") ? ref.group(1) : "/" + ref.group(1));
    Matcher link = LINK.matcher(tag);
    if (link.matches()) return Optional.of(postUrl.apply(link.group(1)));
    Matcher url = URL_FILTER.matcher(tag);
    if (url.matches()) return Optional.of(url.group(1));
    return SITE.matcher(tag).matches() ? Optional.of("") : Optional.empty();
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
    return src.isEmpty() ? caption : "![" + (alt.isEmpty() ? caption : alt).replace("]", "\\]") + "](<" + src + ">)";
  }
}
