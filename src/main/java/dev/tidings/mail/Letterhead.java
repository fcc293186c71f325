package dev.tidings.mail;

import dev.tidings.render.Hole;
import java.net.URI;
import java.util.Optional;

/**
 * The header lines that differ from reader to reader.
 *
 * @param leaveBase {@code https://…/u/} where a server answers
 * @param leaveAddress where leaving by mail goes
 * @param domain of our Message-IDs
 */
record Letterhead(TokenMint mint, Postmark postmark, String domain, Optional<URI> leaveBase, Optional<String> leaveAddress) {
  String token(Hole.Kind kind, long subscription) {
    String token = mint.token(kind, subscription);
    if (token.length() != Hole.WIDTH) throw new UnfitForMail("A token of " + token.length() + " characters does not fit its hole");
    return token;
  }

  void writeOwn(Wire wire, Addressing to, String leave) {
    Mailbox mailbox = Mailbox.ofReader(shownName(to.name()), to.address());
    wire.ascii("Date: ").ascii(postmark.dateOf(to.date())).ascii("\r\n");
    if (mailbox.needsSmtpUtf8()) wire.utf8(mailbox.header("To"));
    else wire.ascii(mailbox.header("To"));
    wire.ascii("Message-ID: <").ascii(postmark.messageId(to.seed(), domain)).ascii(">\r\n");
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
}
