package dev.tidings.web;

import dev.tidings.hook.Hooks;
import dev.tidings.render.Look;
import dev.tidings.render.PageEngine;
import dev.tidings.run.EditorDesk;
import dev.tidings.run.Morning;
import dev.tidings.run.ReaderDesk;
import dev.tidings.run.SearchDesk;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the pages need of a house; a new one takes its place when the configuration changes. */
public record Rooms(Dress dress, Feeds feeds, Desks desks, Gauges gauges) {
  /** How pages look and speak. */
  public record Dress(Look look, String language, PageEngine pages) {}

  /**
   * @param site ends with '/'
   * @param ttlMinutes how long feed readers may wait
   * @param hub who is told of changes, if anybody
   */
  public record Feeds(URI site, int ttlMinutes, Optional<URI> hub) {
    /** WebSub 4: where a feed says who tells of its changes, and what its own name is; never made from a Host. @param path canonical, begins with '/' */
    Optional<String> links(String path) {
      return hub.map(tells -> "<%s>; rel=\"hub\", <%s>; rel=\"self\"".formatted(tells.toASCIIString(), site + path.substring(1)));
    }
  }

  /** Editing by mail. @param publish publishes a newsletter by hand and wakes the courier; empty where somebody else publishes just now */
  public record Editors(EditorDesk desk, Function<String, Optional<Morning>> publish) {}

  /** @param readers takes what readers do · @param search of editions and posts · @param hooks takes what relays' operators tell */
  public record Desks(ReaderDesk readers, SearchDesk search, Hooks hooks, Editors editors) {}

  /** Asked at each request. */
  public record Gauges(Supplier<Health> health, Supplier<String> metrics) {}
}
