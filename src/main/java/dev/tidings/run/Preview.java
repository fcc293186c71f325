package dev.tidings.run;

import dev.tidings.archive.StoredVariant;
import dev.tidings.mail.Addressing;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.Sheet;
import dev.tidings.timetable.Slot;
import java.util.List;
import java.util.Optional;

/** A mail that would go out, or why there is none. */
public sealed interface Preview {
  /** Reads as a sentence after the newsletter's name. */
  String words();

  /**
   * @param example the newest day of the folder, for nothing is new
   * @param letter its two parts as they were frozen
   * @param sheet what the mail composer makes a mail of · @param to whom it is for
   */
  record Mail(Slot slot, boolean example, StoredVariant.Letter letter, Sheet sheet, Addressing to, List<PostProblem> problems) implements Preview {
    @Override
    public String words() {
      String slot = "%s %s".formatted(slot().local().toString().replace('T', ' '), slot().zone());
      long number = sheet.edition().map(Sheet.EditionName::number).orElse(0L);
      return example ? "nothing is new; as an example, the newest day of the folder" : "edition %d, %s".formatted(number, slot);
    }
  }

  /** @param nothingNew whether an older day may serve as an example */
  record None(String words, boolean nothingNew) implements Preview {}

  /**
   * What is asked for.
   *
   * @param reader key of an address; empty = somebody who follows everything
   * @param now as if the admin published by hand at this moment
   */
  record Wish(String newsletter, Optional<String> reader, boolean now) {}
}
