package dev.tidings.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * One feed in its three formats.
 *
 * @param name of the folder below feeds/, in any script: {@code city}, {@code newsletters/daily}
 * @param home the page it belongs to
 */
record Topic(String name, Title title, String language, String home, Facts facts) {
  record Title(String text, String description) {}

  /** What all feeds of a house share. @param site ends with '/' */
  record Facts(URI site, String author, int ttlMinutes, Optional<URI> hub) {}

  String folder() {
    return "feeds/" + name + "/";
  }

  String url(String file) {
    return facts.site() + ascii(folder() + file);
  }

  /** RFC 4151; the same for all three formats. */
  String id() {
    return "tag:" + facts.site().getHost() + ",2000:" + ascii("feeds/" + name);
  }

  /** A slug may be in any script, a URI may not. RFC 3986 2.5 */
  static String ascii(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path + " cannot be part of a link", e);
    }
  }
}
