package dev.tidings.archive;

import dev.tidings.render.MailBody;
import dev.tidings.render.Variant.Parts;

/**
 * A variant as it was frozen.
 *
 * @param newsletter its slug
 * @param number the edition's
 */
public record StoredVariant(long id, long edition, String newsletter, int number, Letter letter) {
  /** What is the same for all its readers. */
  public record Letter(String subject, String language, Parts parts, MailBody body) {}
}
