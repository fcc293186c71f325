package dev.tidings.mail;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * What a relay shows of itself once a session is open.
 *
 * @param offers of its EHLO reply, those that matter to us, with their parameters. RFC 5321 4.1.1.1
 * @param tls the protocol that was agreed on
 */
public record Manners(InetAddress address, Map<String, String> offers, Optional<String> tls, Optional<X509Certificate> certificate) {
  private static final List<String> ASKED = List.of("PIPELINING", "SIZE", "8BITMIME", "DSN", "SMTPUTF8", "ENHANCEDSTATUSCODES", "CHUNKING", "LIMITS", "AUTH");

  static Manners of(SMTPTransport transport, Socket socket) {
    var offers = new LinkedHashMap<String, String>();
    for (String name : ASKED) {
      String parameter = transport.getExtensionParameter(name);
      if (transport.supportsExtension(name)) offers.put(name, parameter == null ? "" : parameter.strip());
    }
    Optional<SSLSocket> secured = socket instanceof SSLSocket ssl ? Optional.of(ssl) : Optional.empty();
    return new Manners(socket.getInetAddress(), offers, secured.map(ssl -> ssl.getSession().getProtocol()), secured.flatMap(Manners::certificate));
  }

  private static Optional<X509Certificate> certificate(SSLSocket socket) {
    try {
      Certificate[] chain = socket.getSession().getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate first ? Optional.of(first) : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
