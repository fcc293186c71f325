package dev.tidings.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One entry, set in each format: written once and put into every feed that holds it. */
record Galley(Instant updated, byte[] rss, byte[] atom, byte[] json) {
  static Galley of(Item item, String site) {
    return new Galley(item.times().updated(), bytes(RssFormat.item(item, site)), bytes(AtomFormat.entry(item, site)), bytes(JsonFormat.item(item)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
