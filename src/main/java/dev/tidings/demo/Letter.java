package dev.tidings.demo;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * One mail as it arrived.
 *
 * @param to the envelope's recipient, the one who really gets it
 * @param html empty for a reader who chose text
 * @param source the bytes of the wire, one character each
 */
record Letter(int number, String to, String subject, Optional<String> html, String text, String source, Instant arrived) {
  static Letter read(int number, String to, byte[] raw, Instant arrived) {
    try {
      MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
      String subject = Objects.requireNonNullElse(mail.getSubject(), "(no subject)");
      String source = new String(raw, StandardCharsets.UTF_8);
      return new Letter(number, to, subject, part(mail, "text/html"), part(mail, "text/plain").orElse(""), source, arrived);
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("the mail to " + to + " cannot be read back: " + e.getMessage(), e);
    }
  }

  private static Optional<String> part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) return Optional.of(part.getContent().toString());
    if (!(part.getContent() instanceof Multipart parts)) return Optional.empty();
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart inner = parts.getBodyPart(i);
      Optional<String> found = part(inner, type);
      if (found.isPresent()) return found;
    }
    return Optional.empty();
  }
}
