package dev.tidings.post;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Web addresses as authors write them. */
final class Links {
  private Links() {}

  /** An absolute http or https address; characters that may not stand there are encoded. */
  static Optional<URI> web(String text) {
    String url = text.strip();
    if (url.startsWith("//")) url = "https:" + url;
    if (!url.regionMatches(true, 0, "http://", 0, 7) && !url.regionMatches(true, 0, "https://", 0, 8)) return Optional.empty();
    try {
      URI uri = new URI(encoded(url));
      return Optional.of(uri).filter(one -> one.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String encoded(String url) {
    return url.replace(" ", "%20").replace("|", "%7C").replace("\"", "%22").replace("<", "%3C").replace(">", "%3E").replace("^", "%5E")
        .replace("`", "%60").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace("[", "%5B").replace("]", "%5D")
        .replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
  }
}
