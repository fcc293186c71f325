package dev.tidings.doctor;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Whether answers and reports find a way back, and whether a server of our own looks like one. */
record HostExam(Dns dns) {
  /**
   * RFC 5321 5.1: an MX record, else an address; RFC 7505: a null MX takes no mail.
   *
   * @param host of our own, that may take it
   */
  Finding takesMail(String domain, String what, Optional<String> host) {
    Answer mx = dns.mx(domain);
    if (mx.trouble().isPresent()) return Finding.warn("mx", domain, "It could not be looked up (" + mx.trouble().get() + "). Ask again, or name a resolver with --resolver.");
    if (mx.values().stream().anyMatch(value -> value.endsWith(" .")))
      return advised(Finding.fail("mx", domain, "Its MX record says that it takes no mail (RFC 7505), so " + what + " are lost, and some receivers refuse mail from it. Publish the server that takes them."), domain, host);
    if (mx instanceof Answer.Nothing) {
      List<String> addresses = dns.addresses(domain).values();
      if (addresses.isEmpty())
        return advised(Finding.fail("mx", domain, "It has no MX and no address, so " + what + " are lost, and many receivers refuse mail from it. Publish the server that takes them."), domain, host);
      return Finding.ok("mx", domain, "No MX, so mail goes to its address " + addresses.get(0) + ".");
    }
    for (String value : mx.values()) {
      String name = value.substring(value.indexOf(' ') + 1);
      Answer addresses = dns.addresses(name);
      if (addresses instanceof Answer.Nothing)
        return Finding.fail("mx", domain, "Its MX " + name + " has no address, so " + what + " may be lost. Correct the MX, or give that name an A record (not a CNAME, RFC 5321 5.1).");
    }
    return Finding.ok("mx", domain, String.join(", ", mx.values()) + ".");
  }

  private static Finding advised(Finding finding, String domain, Optional<String> host) {
    return host.map(name -> finding.publishing(domain, "MX", "10 " + name + ".")).orElse(finding);
  }

  /** A server that sends directly needs a name that leads back to it; Gmail and others refuse mail without. */
  Finding reverse(InetAddress address, String ehlo) {
    Answer names = dns.names(address);
    String here = address.getHostAddress();
    if (names.trouble().isPresent()) return Finding.warn("ptr", here, "It could not be looked up (" + names.trouble().get() + "). Ask again, or name a resolver with --resolver.");
    if (names.values().isEmpty()) return Finding.fail("ptr", here, "The relay's address has no name (PTR). If it sends to the world itself, Gmail and others refuse it. Ask who gave you the address to set it to " + ehlo + ".");
    Optional<String> good = names.values().stream().filter(name -> dns.addresses(name).values().contains(here)).findFirst();
    return good.map(name -> Finding.ok("ptr", here, name + ", and it leads back."))
        .orElseGet(() -> Finding.fail("ptr", here, "Its name " + names.values().get(0) + " does not lead back to it. Gmail and others refuse mail from it. Give that name an A or AAAA record of " + here + "."));
  }
}
