package dev.tidings.config;

import dev.tidings.intake.FollowedFeed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which feeds of other sites are followed. */
record SourceKeys(Sheet sheet, Values values) {
  private static final int DAY = 1440;

  List<FollowedFeed> all() {
    return sheet.below("sources").stream().flatMap(name -> feed(name).stream()).toList();
  }

  private Optional<FollowedFeed> feed(String name) {
    String key = "sources." + name + ".";
    if (!name.matches("[a-z0-9][a-z0-9-]{0,40}")) {
      sheet.problem(sheet.line("sources." + name), "sources." + name, "it is no name for a folder.", "Write small letters, digits and hyphens: harbour-news.");
      return Optional.empty();
    }
    Optional<URI> url = values.url(key + "url");
    if (!values.has(key + "url")) sheet.problem(sheet.line("sources." + name), key + "url", "it is missing.", "Write the feed's address: https://harbour.example/feed.xml");
    Duration every = Duration.ofMinutes(values.number(key + "every", 5, DAY, 30));
    boolean mayBePrivate = values.flag(key + "private");
    return url.map(address -> new FollowedFeed(name, address, values.text(key + "category"), every, mayBePrivate));
  }
}
