package dev.tidings.run;

import dev.tidings.audience.MailAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who edits a newsletter by mail.
 *
 * @param newsletter its slug
 * @param before how long before its slot they are shown an edition, if at all
 */
public record EditorSettings(String newsletter, List<MailAddress> editors, Optional<Duration> before, Account account) {
  /** When they are told how it went. */
  public enum Account { ALWAYS, TROUBLE, NEVER }
}
