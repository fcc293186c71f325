package dev.tidings.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who moves here must not show old entries as new. */
class MintTest {
  private static final Posts POST = Posts.at("_posts/1666-09-01-Harbour-toll.md").titled("Harbour toll").in("City").dated("1666-09-01T07:00:00Z");

  @Test
  void aTagUriIsMadeOfHostDayAndPathWhateverTheSchemeOfTheSite() {
    assertThat(id(FeedIds.DEFAULT, Optional.empty(), POST)).isEqualTo("tag:news.gazette.example,1666-09-01:_posts/1666-09-01-Harbour-toll");
    assertThat(new Mint(FeedIds.DEFAULT, URI.create("http://gazette.example/"), Optional.of(new PostSite(URI.create("http://gazette.example/"), "pretty"))).feedId(POST.post())).isEqualTo("tag:gazette.example,1666-09-01:_posts/1666-09-01-Harbour-toll");
  }

  @Test
  void jekyllFeedsIdIsTheAddressWithoutEndingOrSlash() {
    for (String pattern : new String[] {"date", "pretty", "/:categories/:year/:month/:day/:title.html"})
      assertThat(id(jekyll(Optional.empty()), Optional.of(pattern), POST)).isEqualTo("https://gazette.example/city/1666/09/01/Harbour-toll");
    assertThat(id(jekyll(Optional.empty()), Optional.of("/:title/"), POST)).isEqualTo("https://gazette.example/Harbour-toll");
    assertThat(new Mint(jekyll(Optional.empty()), URI.create("https://gazette.example/"), Optional.empty()).feedId(POST.post())).isEqualTo("https://gazette.example/city/1666/09/01/Harbour-toll");
  }

  @Test
  void hugosIdIsThePermalink() {
    assertThat(id(new FeedIds(FeedIds.Scheme.HUGO, Optional.empty()), Optional.of("/:year/:slug/"), POST)).isEqualTo("https://gazette.example/1666/harbour-toll/");
  }

  @Test
  void fromTheSwitchDateOnIdsAreTagUris() {
    FeedIds until = jekyll(Optional.of(LocalDate.of(1666, 9, 1)));
    assertThat(id(until, Optional.of("date"), Posts.at("1666-08-31-b.md").dated("1666-08-31T23:00:00Z").in("City"))).isEqualTo("https://gazette.example/city/1666/08/31/b");
    assertThat(id(until, Optional.of("date"), POST)).startsWith("tag:news.gazette.example,1666-09-01:");
  }

  private static FeedIds jekyll(Optional<LocalDate> until) {
    return new FeedIds(FeedIds.Scheme.JEKYLL, until);
  }

  private static String id(FeedIds ids, Optional<String> permalink, Posts post) {
    return new Mint(ids, URI.create("https://news.gazette.example/"), Optional.of(new PostSite(URI.create("https://gazette.example/"), permalink.orElse("date")))).feedId(post.post());
  }
}
