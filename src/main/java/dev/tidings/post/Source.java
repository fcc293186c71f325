package dev.tidings.post;

import java.net.URI;
import java.util.Optional;

/** Something a post stands on: its name as plain text and, mostly, a link. The link is http or https. */
public record Source(String name, Optional<URI> link) {
  /** The host a reader would recognise, without "www."; empty where there is no link. */
  public String host() {
    return link.map(URI::getHost).map(host -> host.startsWith("www.") ? host.substring(4) : host).orElse("");
  }
}
