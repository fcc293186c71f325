package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.Site;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another site's entry is told once, beside the house's own posts; its site being down holds nothing up. */
class FollowedFeedsTest {
  private static String feed(String... entries) {
    var all = new StringBuilder("<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>f</id><title>Far</title><updated>2026-11-24T10:00:00Z</updated>");
    for (String entry : entries) {
      String[] parts = entry.split("\\|");
      all.append("<entry><id>tag:far.example,2026:%s</id><title>%s</title><link href=\"https://far.example/%s\"/><updated>%s</updated><published>%s</published><content type=\"html\">&lt;p&gt;%s is known far away.&lt;/p&gt;</content></entry>"
          .formatted(parts[0], parts[1], parts[0], parts[2], parts[2], parts[1]));
    }
    return all.append("</feed>").toString();
  }

  @Test
  void anEntryIsToldOnceAndAnArchiveNever(@TempDir Path temp) throws Exception {
    try (RawRelay relay = new RawRelay(); Site site = new Site()) {
      site.page("/feed.atom", "application/atom+xml", feed("1|An old affair|2026-10-01T09:00:00Z"));
      Shop shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
      String config = Files.readString(shop.home.resolve("config/tidings.yml")).replaceAll("store: .*\n", "");
      shop.write("config/tidings.yml", config + "sources:\n  far: {url: \"" + site.at("/feed.atom") + "\", category: Far, every: 5}\n");
      Shop.Said first = shop.say("run", "--at", "2026-11-23T18:00:00Z");
      assertThat(first.exit()).as(first.all()).isZero();
      site.page("/feed.atom", "application/atom+xml", feed("2|Whales off the far coast|2026-11-23T20:00:00Z", "1|An old affair|2026-10-01T09:00:00Z"));
      Shop.Said run = shop.say("run", "--at", "2026-11-24T07:00:30Z");
      assertThat(run.exit()).as(run.all()).isZero();
      assertThat(new String(relay.mails.get(0).bytes(), StandardCharsets.US_ASCII)).contains("Whales off the far", "lamps of Rope").doesNotContain("old affair");
      int told = relay.mails.size();
      site.page("/feed.atom", "application/atom+xml", feed("2|Whales off the far coast, seen by many|2026-11-23T20:00:00Z"));
      assertThat(shop.say("run", "--at", "2026-11-25T07:00:30Z").exit()).isZero();
      assertThat(relay.mails).as("an edit is no news").hasSize(told);
      assertThat(Files.readString(shop.home.resolve("site/feeds/all/rss.xml"))).contains("seen by many");
      site.on("/feed.atom", exchange -> Site.status(exchange, 500, ""));
      shop.post("posts/2026-11-25-fog.md", "Fog on the estuary", "City", "2026-11-25 12:00:00");
      Shop.Said down = shop.say("run", "--at", "2026-11-26T07:00:30Z");
      assertThat(down.all()).contains("sources.far", "it answers 500", "Its posts that are here stay");
      assertThat(relay.mails).hasSizeGreaterThan(told);
      assertThat(shop.say("plan", "--at", "2026-11-26T08:00:30Z").exit()).isZero();
    }
  }
}
