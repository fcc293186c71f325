package dev.tidings.app;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;

/** A mail as its reader's program decodes it; {@code html} is empty where there is none. */
record ReadMail(String recipient, String subject, String html, String text) {
  static ReadMail of(MimeMessage mail) throws MessagingException, IOException {
    return new ReadMail(mail.getAllRecipients()[0].toString(), mail.getSubject(), part(mail, "text/html"), part(mail, "text/plain"));
  }

  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) return part.getContent().toString();
    if (!(part.getContent() instanceof MimeMultipart parts)) return "";
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart one = parts.getBodyPart(i);
      String found = part(one, type);
      if (!found.isEmpty()) return found;
    }
    return "";
  }

  /** @param code what stands in code in the posts it may hold */
  void look(Eye eye, String code) {
    if (!html.isEmpty()) eye.look("mail to " + recipient, html);
    eye.lookAtText("mail to " + recipient, text, code);
    eye.lookAtText("subject to " + recipient, subject, code);
  }
}
