package dev.tidings.feed;

import java.net.URI;
import java.net.URISyntaxException;
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
    return facts.site() + ascii(folder + file);
  }

  /** RFC 4151; the same for all three formats. */
  String id() {
    return "tag:" + facts.site().getHost() + ",2000:" + ascii(folder.substring(0, folder.length() - 1));
  }

  /** A slug may be in any script, a URI may not. RFC 3986 2.5 */
  private static String ascii(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path + " cannot be part of a link", e);
    }
  }
}
