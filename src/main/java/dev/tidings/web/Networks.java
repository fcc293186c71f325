package dev.tidings.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Who asks. X-Forwarded-For counts only when a proxy of ours says it, and only its last stranger. RFC 7239 8.1 */
final class Networks {
  private static final int PREFIX_4 = 3;
  private static final int PREFIX_6 = 6;
  private final List<String> proxies;

  /** @param proxies addresses that are believed */
  Networks(List<String> proxies) {
    this.proxies = proxies.stream().map(String::strip).toList();
  }

  /** The asker's address, as it stands in a consent record. */
  String address(Request request) {
    String peer = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket && socket.getAddress() != null
        ? socket.getAddress().getHostAddress() : "unknown";
    return address(peer, Optional.ofNullable(request.getHeaders().get(HttpHeader.X_FORWARDED_FOR)).orElse(""));
  }

  String address(String peer, String forwarded) {
    if (forwarded.isBlank() || !proxies.contains(peer)) return peer;
    String[] hops = forwarded.split(",");
    for (int i = hops.length - 1; i >= 0; i--) {
      String hop = hops[i].strip();
      if (!isAddress(hop)) return peer;
      if (!proxies.contains(hop)) return hop;
    }
    return peer;
  }

  String of(Request request) {
    return network(address(request));
  }

  /** 24 bits of an IPv4 address, 48 of an IPv6 one: what one household or company usually has. */
  static String network(String address) {
    if (!isAddress(address)) return address;
    try {
      byte[] octets = InetAddress.getByName(address).getAddress();
      int kept = octets.length == 4 ? PREFIX_4 : PREFIX_6;
      for (int i = kept; i < octets.length; i++) octets[i] = 0;
      return InetAddress.getByAddress(octets).getHostAddress() + "/" + kept * 8;
    } catch (UnknownHostException e) {
      return address;
    }
  }

  /** Only digits and hexadecimal letters: nothing is ever looked up. */
  private static boolean isAddress(String text) {
    return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  }
}
