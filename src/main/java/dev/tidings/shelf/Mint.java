package dev.tidings.shelf;

import dev.tidings.post.Permalink;
import dev.tidings.post.Post;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Names that are given once and never change: made from the id, or the first path and date, so that a lost store makes the same. */
final class Mint {
  private static final Pattern DATE_PREFIX = Pattern.compile("^\\d{4}-\\d{1,2}-\\d{1,2}[-_ ]*");
  private static final int LONGEST_SLUG = 120;
  private static final int KEY_BYTES = 12;
  private final FeedIds ids;
  private final URI site;
  private final Optional<PostSite> home;

  Mint(FeedIds ids, URI site, Optional<PostSite> home) {
    this.ids = ids;
    this.site = site;
    this.home = home;
  }

  PostKey key(Post post) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest((name(post) + "\n" + day(post)).getBytes(StandardCharsets.UTF_8));
      return new PostKey(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, KEY_BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A tag: URI (RFC 4151), or the absolute URL that the posts' former generator wrote as an id. */
  String feedId(Post post) {
    boolean before = ids.until().map(day -> day(post).isBefore(day)).orElse(true);
    if (ids.scheme() != FeedIds.Scheme.TAG && before) return link(post, "").toString();
    return "tag:" + site.getHost() + "," + day(post) + ":" + encoded(name(post));
  }

  /** Below the site; {@code taken} is asked until a free one is found. */
  String page(Post post, Predicate<String> taken) {
    String base = "posts/" + day(post).getYear() + "/" + slug(post);
    String page = base + "/";
    for (int i = 2; taken.test(page); i++) page = base + "-" + i + "/";
    return page;
  }

  /** Where a headline leads: the posts' own site where the admin told its pattern, else {@code page}. */
  URI link(Post post, String page) {
    return home.map(there -> URI.create(there.url() + Permalink.path(there.permalink(), post).substring(1))).orElseGet(() -> URI.create(site + encoded(page)));
  }

  private static LocalDate day(Post post) {
    return post.dates().published().toLocalDate();
  }

  private static String name(Post post) {
    return post.file().id().orElseGet(() -> withoutExtension(post.file().relative()));
  }

  private static String withoutExtension(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private static String slug(Post post) {
    String[] parts = withoutExtension(post.file().relative()).split("/");
    String last = parts[parts.length - 1];
    if (last.equals("index") && parts.length > 1) last = parts[parts.length - 2];
    String words = post.file().slug().orElse(DATE_PREFIX.matcher(last).replaceFirst(""));
    String slug =
        Normalizer.normalize(words, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "-")
            .replaceAll("^-+|-+$", "");
    if (slug.codePointCount(0, slug.length()) > LONGEST_SLUG) slug = slug.substring(0, slug.offsetByCodePoints(0, LONGEST_SLUG));
    return slug.isEmpty() ? "post" : slug;
  }
}
