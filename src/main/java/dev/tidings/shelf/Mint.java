package dev.tidings.shelf;

import dev.tidings.post.Fingerprint;
import dev.tidings.post.Permalink;
import dev.tidings.post.Post;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
  private static final String HUGOS_OWN = "/:sections/:slugorcontentbasename/";
  private final FeedIds ids;
  private final URI site;
  private final Optional<PostSite> home;

  Mint(FeedIds ids, URI site, Optional<PostSite> home) {
    this.ids = ids;
    this.site = site;
    this.home = home;
  }

  /** {@code taken} is asked until a free one is found: two files may share a name and a day. */
  PostKey key(Post post, Predicate<PostKey> taken) {
    String name = name(post) + "\n" + day(post);
    PostKey key = key(name);
    for (int i = 2; taken.test(key); i++) key = key(name + "\n" + i);
    return key;
  }

  private static PostKey key(String name) {
    byte[] hash = Fingerprint.of(name.getBytes(StandardCharsets.UTF_8));
    return new PostKey(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, KEY_BYTES)));
  }

  /** {@code taken} is asked until a free one is found: two posts may claim one address. */
  String feedId(Post post, Predicate<String> taken) {
    String id = feedId(post);
    for (int i = 2; taken.test(id); i++) id = feedId(post) + "#" + i;
    return id;
  }

  /** A tag: URI (RFC 4151), or the absolute URL that the posts' former generator wrote as an id. */
  String feedId(Post post) {
    boolean before = ids.until().map(day -> day(post).isBefore(day)).orElse(true);
    return before ? former(post) : tag(post);
  }

  private String former(Post post) {
    if (ids.scheme() == FeedIds.Scheme.JEKYLL) return jekyll(post);
    return ids.scheme() == FeedIds.Scheme.HUGO ? elsewhere(Permalink.path(pattern().orElse(HUGOS_OWN), post)) : tag(post);
  }

  private String tag(Post post) {
    return "tag:" + site.getHost() + "," + day(post) + ":" + encoded(name(post));
  }

  /**
   * What jekyll-feed writes: post.id, made absolute. That is the folder of the post's address and its slug, without an ending or a
   * slash: /2026/01/27/harbour-toll, whether the address is that with .html or with a slash.
   */
  private String jekyll(Post post) {
    String path = Permalink.path(pattern().orElse("date"), post).replaceAll("/+$", "");
    String file = withoutExtension(post.file().relative()).replaceAll("^.*/", "");
    return elsewhere(path.substring(0, path.lastIndexOf('/') + 1) + encoded(post.file().slug().orElse(DATE_PREFIX.matcher(file).replaceFirst(""))));
  }

  private Optional<String> pattern() {
    return home.map(PostSite::permalink);
  }

  /** @param path on the posts' own site, or on ours where they have none; begins with a slash */
  private String elsewhere(String path) {
    return home.map(PostSite::url).orElse(site) + path.substring(1);
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
    return home.map(there -> URI.create(elsewhere(Permalink.path(there.permalink(), post)))).orElseGet(() -> URI.create(site + encoded(page)));
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
