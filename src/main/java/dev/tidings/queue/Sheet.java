package dev.tidings.queue;

import dev.tidings.render.MailBody;
import java.util.Optional;

/**
 * What a mail says, before it is anybody's.
 *
 * @param edition empty for a notice
 * @param subject plain text
 */
public record Sheet(Optional<EditionName> edition, String subject, String language, MailBody body) {
  /** @param local date and time of the slot */
  public record EditionName(String newsletter, long number, String local) {}
}
