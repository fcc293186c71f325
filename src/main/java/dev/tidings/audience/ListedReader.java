package dev.tidings.audience;

import java.util.List;
import java.util.Optional;

/**
 * One good row of a list.
 *
 * @param line where the row begins
 * @param choices what the file says of the reader's wishes
 * @param warnings doubtful, but kept: letters of several scripts in one word
 * @param consent JSON, empty where the file tells nothing of it
 */
record ListedReader(int line, MailAddress address, List<String> warnings, Choices choices, Standing standing, String consent) {

  /** Each empty where the file has no such column; a blank cell is the default, not nothing. */
  record Choices(
      Optional<String> name, Optional<String> categories, Optional<String> format, Optional<String> language,
      Optional<String> zone, Cadence cadence) {}

  /** @param sendAfter HH:MM */
  record Cadence(Optional<String> rhythm, Optional<String> sendAfter) {}
}
