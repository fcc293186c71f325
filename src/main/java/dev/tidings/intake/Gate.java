package dev.tidings.intake;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Which addresses may be called. A feed, or a redirect of one, must not make this machine ask its own network: loopback and private addresses
 * are meant only where the admin wrote one, or said private; a cloud's own data (169.254) never is. The JVM keeps an answer of the DNS for
 * some seconds, so what is looked at here is what is called.
 */
record Gate(FollowedFeed feed) {
  /** @return why not */
  Optional<String> forbids(URI url) {
    String scheme = Optional.ofNullable(url.getScheme()).orElse("");
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https") || url.getHost() == null) return Optional.of(url + " is no address of the web");
    if (feed.url().getScheme().equalsIgnoreCase("https") && scheme.equalsIgnoreCase("http")) return Optional.of("it leads from https to http, " + url);
    try {
      for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
        if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) return Optional.of(url.getHost() + " is " + address.getHostAddress() + ", which is never called");
        if ((address.isLoopbackAddress() || isPrivate(address)) && !feed.mayBePrivate() && !isWritten(address))
          return Optional.of(url.getHost() + " is " + address.getHostAddress() + ", an address of this machine or its network; set private: true if that is meant");
      }
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("there is no host " + url.getHost());
    }
  }

  /** The admin wrote that very address. */
  private boolean isWritten(InetAddress address) {
    String host = feed.url().getHost().replaceAll("[\\[\\]]", "");
    return address.isLoopbackAddress() ? host.equals("localhost") || host.matches("127\\.[\\d.]+|::1") : host.equals(address.getHostAddress());
  }

  /** RFC 1918, fc00::/7 of RFC 4193, 100.64.0.0/10 of RFC 6598. */
  private static boolean isPrivate(InetAddress address) {
    byte[] octets = address.getAddress();
    boolean unique = octets.length == 16 && (octets[0] & 0xfe) == 0xfc;
    boolean shared = octets.length == 4 && (octets[0] & 0xff) == 100 && (octets[1] & 0xc0) == 64;
    return address.isSiteLocalAddress() || unique || shared;
  }
}
