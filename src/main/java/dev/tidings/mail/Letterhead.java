package dev.tidings.mail;

import dev.tidings.render.Hole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header lines that differ from reader to reader.
 *
 * @param leaveBase {@code https://…/u/} where a server answers
 * @param leaveAddress where leaving by mail goes
 * @param domain of our Message-IDs
 */
record Letterhead(TokenMint mint, SecretKeySpec secret, String domain, Optional<URI> leaveBase, Optional<String> leaveAddress) {
  // RFC 5322 3.3
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  static String date(Instant instant) {
    return DATE.format(instant);
  }

  String token(Hole.Kind kind, long subscription) {
    String token = mint.token(kind, subscription);
    if (token.length() != Hole.WIDTH) throw new UnfitForMail("A token of " + token.length() + " characters does not fit its hole");
    return token;
  }

  void writeOwn(Wire wire, Addressing to, String leave) {
    Mailbox mailbox = Mailbox.of(shownName(to.name()), to.address(), "The reader's address");
    wire.ascii("Date: ").ascii(date(to.date())).ascii("\r\n");
    if (mailbox.needsSmtpUtf8()) wire.utf8(mailbox.header("To"));
    else wire.ascii(mailbox.header("To"));
    wire.ascii("Message-ID: <").ascii(messageId(to.seed())).ascii(">\r\n");
    if (leave.isEmpty() || leaveBase.isEmpty() && leaveAddress.isEmpty()) return;
    wire.ascii("List-Unsubscribe: ");
    // RFC 8058 3.1: exactly one https URI, and it names recipient and list
    leaveBase.ifPresent(base -> wire.ascii("<").ascii(base.toASCIIString()).ascii(leave).ascii(">"));
    if (leaveBase.isPresent() && leaveAddress.isPresent()) wire.ascii(",\r\n ");
    leaveAddress.ifPresent(address ->
        wire.ascii("<mailto:").ascii(address).ascii("?subject=unsubscribe%20").ascii(leave).ascii(">"));
    wire.ascii("\r\n");
    if (leaveBase.isPresent()) wire.ascii("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
  }

  /** A list may hold odd names; the mail goes out all the same, without the name. */
  private static String shownName(String name) {
    try {
      return HeaderText.clean(name, "The reader's name").strip();
    } catch (UnfitForMail e) {
      return "";
    }
  }

  /** On our own domain, tells nothing about counts or readers, and is the same on every try. RFC 5322 3.6.4 */
  String messageId(String seed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      byte[] digest = mac.doFinal(("message-id/" + seed).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 32) + "@" + domain;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA256", e);
    }
  }
}
