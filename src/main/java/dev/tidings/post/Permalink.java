package dev.tidings.post;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a post is on its own site, by Jekyll's or Hugo's pattern. */
public final class Permalink {
  private static final Map<String, String> STYLES = Map.of(
      "date", "/:categories/:year/:month/:day/:title.html",
      "pretty", "/:categories/:year/:month/:day/:title/",
      "ordinal", "/:categories/:year/:y_day/:title.html",
      "none", "/:categories/:title.html");
  private static final Pattern PART = Pattern.compile(":([a-z_]+)");
  private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})|#.*#");
  private static final Pattern DATED = Pattern.compile("^\\d{4}-\\d{1,2}-\\d{1,2}-");

  private Permalink() {}

  /** An absolute path, percent-encoded once. The post's own {@code permalink} wins. An unknown part stays as it is written. */
  public static String path(String pattern, Post post) {
    String chosen = post.file().permalink().filter(own -> !own.contains("://")).orElse(pattern);
    Matcher part = PART.matcher(STYLES.getOrDefault(chosen, chosen));
    var path = new StringBuilder();
    while (part.find()) part.appendReplacement(path, Matcher.quoteReplacement(value(part.group(1), post)));
    part.appendTail(path);
    String tidy = ("/" + path).replaceAll("/{2,}", "/");
    return tidy.matches("[!#-;=?-Z_a-z~]*") && !BARE_PERCENT.matcher(tidy).find() ? tidy : Arrays.stream(tidy.split("/", -1)).map(Permalink::encoded).collect(Collectors.joining("/"));
  }

  private static String value(String part, Post post) {
    var date = post.dates().published();
    return switch (part) {
      case "year" -> "%04d".formatted(date.getYear());
      case "short_year" -> "%02d".formatted(date.getYear() % 100);
      case "month" -> "%02d".formatted(date.getMonthValue());
      case "i_month" -> Integer.toString(date.getMonthValue());
      case "day" -> "%02d".formatted(date.getDayOfMonth());
      case "i_day" -> Integer.toString(date.getDayOfMonth());
      case "y_day", "yearday" -> "%03d".formatted(date.getDayOfYear());
      case "categories" -> post.filing().categories().stream().map(Category::slug).collect(Collectors.joining("/"));
      case "title", "slug" -> encoded(post.file().slug().orElseGet(() -> slug(base(post))));
      case "filename", "contentbasename" -> encoded(base(post));
      case "slugorfilename", "slugorcontentbasename" -> encoded(post.file().slug().orElseGet(() -> base(post)));
      case "section" -> encoded(folders(post).split("/")[0]);
      case "sections" -> Arrays.stream(folders(post).split("/")).map(Permalink::encoded).collect(Collectors.joining("/"));
      default -> ":" + part;
    };
  }

  private static String base(Post post) {
    String path = post.file().relative();
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String base = dot > 0 ? name.substring(0, dot) : name;
    if (base.equals("index") && path.contains("/")) base = folders(post).substring(folders(post).lastIndexOf('/') + 1);
    return DATED.matcher(base).replaceFirst("");
  }

  private static String folders(Post post) {
    int slash = post.file().relative().lastIndexOf('/');
    return slash < 0 ? "" : post.file().relative().substring(0, slash);
  }

  private static String slug(String words) {
    return Normalizer.normalize(words, Normalizer.Form.NFC).replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "-").replaceAll("^-+|-+$", "").toLowerCase(Locale.ROOT);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
