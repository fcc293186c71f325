package dev.tidings.feed;

import java.net.URI;
import java.util.Optional;

/**
 * One feed in its three formats.
 *
 * @param folder below the site, ending with '/': {@code feeds/city/}
 * @param home the page it belongs to
 */
record Topic(String folder, String title, String description, Facts facts) {
  /** @param site ends with '/' */
  record Facts(URI site, String home, String language, String author, int ttlMinutes, Optional<URI> hub) {}

  String url(String file) {
    return facts.site() + folder + file;
  }

  /** RFC 4151; the same for all three formats. */
  String id() {
    return "tag:" + facts.site().getHost() + ",2000:" + folder.substring(0, folder.length() - 1);
  }
}
