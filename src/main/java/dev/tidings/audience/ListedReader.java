package dev.tidings.audience;

import dev.tidings.timetable.Cadence;
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
      Optional<String> zone, Pace pace) {}

  /** @param sendAfter HH:MM */
  record Pace(Optional<String> rhythm, Optional<String> sendAfter) {
    /** As most are. */
    boolean isPlain() {
      return rhythm.filter(words -> !words.equals("each")).isEmpty() && sendAfter.filter(hour -> !hour.isEmpty()).isEmpty();
    }

    /** Without the zone, which is the person's. */
    Cadence cadence() {
      return Cadence.parse(rhythm.orElse(""), sendAfter.orElse(""), "");
    }
  }

  /** The same without a rhythm and hour of her own. */
  ListedReader asSoonAsItIsOut() {
    var plain = new Choices(choices.name, choices.categories, choices.format, choices.language, choices.zone, new Pace(choices.pace.rhythm.map(any -> "each"), choices.pace.sendAfter.map(any -> "")));
    return new ListedReader(line, address, warnings, plain, standing, consent);
  }
}
