package dev.tidings.mail;

import dev.tidings.mail.RelaySettings.Security;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One SMTP server we hand mail to. The mail library opens a session: connect, TLS or STARTTLS with certificate and host name
 * checked (RFC 8314), AUTH only over TLS or to this very machine. After that the dialogue is ours, see {@link Session}.
 */
public final class Relay {
  private final RelaySettings settings;
  private final Limits limits;
  private final SSLSocketFactory tls;
  private final Deadline.Watch watch = new Deadline.Watch();

  /** @param tls what is trusted; the JDK's own list in production */
  public Relay(RelaySettings settings, SSLSocketFactory tls) {
    this.settings = settings;
    this.limits = new Limits(settings.line().patience());
    this.tls = tls;
  }

  /** Trusts what this Java trusts. */
  public Relay(RelaySettings settings) {
    this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  public String name() {
    return settings.name();
  }

  public int connections() {
    return Math.max(1, settings.line().connections());
  }

  /** Blocks for as long as the time limits allow. */
  public Opened open() {
    if (settings.login().isPresent() && settings.security() == Security.NONE && !isLoopback())
      return new Opened.Closed(here() + ": the password would travel in clear. Nothing was sent. Set relay.security to starttls or tls.", true);
    var sockets = new Sockets();
    String protocol = settings.security() == Security.TLS ? "smtps" : "smtp";
    try {
      var transport = (SMTPTransport) jakarta.mail.Session.getInstance(properties(protocol, sockets)).getTransport(protocol);
      transport.connect(settings.host(), settings.port(), settings.login().map(RelaySettings.Login::username).orElse(null),
          settings.login().map(RelaySettings.Login::password).orElse(null));
      return new Opened.Ready(new Session(this, transport, sockets.last().orElseThrow()));
    } catch (NoSuchProviderException e) {
      throw new IllegalStateException("The mail library is not on the class path", e);
    } catch (MessagingException e) {
      sockets.last().ifPresent(socket -> new Deadline(socket).end());
      return closed(e);
    }
  }

  List<String> marks() {
    return settings.marks().lines();
  }

  Limits limits() {
    return limits;
  }

  Deadline.Watch watch() {
    return watch;
  }

  private Properties properties(String protocol, Sockets sockets) {
    var properties = new Properties();
    String prefix = "mail." + protocol + ".";
    properties.put(prefix + "socketFactory", sockets.plain());
    properties.put(prefix + "ssl.socketFactory", sockets.secure(tls));
    properties.put(prefix + "socketFactory.fallback", "false");
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
    properties.put(prefix + "connectiontimeout", Limits.millis(limits.connect()));
    properties.put(prefix + "timeout", Limits.millis(limits.patience()));
    properties.put(prefix + "localhost", settings.line().ehlo());
    properties.put(prefix + "auth", String.valueOf(settings.login().isPresent()));
    properties.put(prefix + "auth.mechanisms", "PLAIN LOGIN");
    properties.put(prefix + "quitwait", "false");
    boolean starttls = settings.security() == Security.STARTTLS;
    properties.put(prefix + "starttls.enable", String.valueOf(starttls));
    properties.put(prefix + "starttls.required", String.valueOf(starttls));
    return properties;
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(settings.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private String here() {
    return "Relay " + settings.name() + " (" + settings.host() + ":" + settings.port() + ")";
  }

  private Opened.Closed closed(MessagingException e) {
    String reason = reason(e);
    if (e instanceof AuthenticationFailedException) {
      boolean forNow = reason.matches("(?s).*\\b4\\d\\d[ -].*") && !reason.matches("(?s).*\\b5\\d\\d[ -].*");
      return new Opened.Closed("%s does not accept the login (%s). Nothing was sent; everything stays queued. Check relay.username and relay.password."
          .formatted(here(), reason), !forNow);
    }
    if (isAbout(e, SSLException.class) || reason.contains("STARTTLS"))
      return new Opened.Closed("%s offers no connection that can be trusted (%s). No mail and no password was sent; everything stays queued. Check relay.security and relay.host, or the relay's certificate."
          .formatted(here(), reason), true);
    if (isAbout(e, UnknownHostException.class))
      return new Opened.Closed("%s has no address. Everything stays queued. Check relay.host and this machine's DNS.".formatted(here()), false);
    return new Opened.Closed("%s cannot be reached (%s). Everything stays queued and is tried again. Check relay.host and relay.port, or wait."
        .formatted(here(), reason), isAbout(e, SMTPSendFailedException.class));
  }

  private static boolean isAbout(Throwable e, Class<? extends Throwable> kind) {
    for (Throwable each = e; each != null; each = each.getCause()) if (kind.isInstance(each)) return true;
    return false;
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    if (root instanceof CertificateExpiredException) return "its certificate has expired, " + root.getMessage();
    if (root instanceof CertificateNotYetValidException) return "its certificate is not valid yet, " + root.getMessage() + ", or the clock here is wrong";
    String text = root == e || root.getMessage() == null ? e.getMessage() : root.getMessage();
    String clean = String.valueOf(text).replaceAll("[\\p{Cc}\\s]+", " ").strip();
    return clean.length() > 300 ? clean.substring(0, 300) : clean;
  }
}
