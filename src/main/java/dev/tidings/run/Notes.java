package dev.tidings.run;

import dev.tidings.edition.EditorsNote;
import dev.tidings.edition.Wishes;
import dev.tidings.post.FrontMatter;
import dev.tidings.post.PostProblem;
import dev.tidings.timetable.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The editor's words and wishes: notes/&lt;newsletter&gt;/&lt;date&gt;.md, or &lt;date&gt;T&lt;hhmm&gt;.md for one of several slots a day. */
final class Notes {
  private final Path folder;

  Notes(Path folder) {
    this.folder = folder;
  }

  /** What the editor wants of this slot; a note that cannot be read is reported and wishes nothing. */
  Wishes of(Slot slot, Consumer<PostProblem> problems) {
    String day = slot.local().toLocalDate().toString();
    String hour = "T%02d%02d".formatted(slot.local().getHour(), slot.local().getMinute());
    for (String name : List.of(day + hour + ".md", day + ".md")) {
      Path file = folder.resolve(slot.newsletter()).resolve(name);
      if (Files.isRegularFile(file)) return read(file, problems).orElse(Wishes.NONE);
    }
    return Wishes.NONE;
  }

  private Optional<Wishes> read(Path file, Consumer<PostProblem> problems) {
    String name = "notes/" + folder.relativize(file);
    try {
      FrontMatter note = FrontMatter.parse(name, Files.readString(file));
      note.problems().forEach(problems);
      note.lists().keySet().stream().filter(key -> !EditorsNote.KEYS.contains(key)).forEach(key -> problems.accept(new PostProblem(name, 0, PostProblem.Severity.WARNING,
          "there is no wish '%s'. It is not followed; the rest of the note is. A note knows subject, lead, order and drop.".formatted(key))));
      return Optional.of(EditorsNote.wishes(note.lists(), note.body()));
    } catch (IOException e) {
      problems.accept(new PostProblem(name, 0, PostProblem.Severity.ERROR,
          "this note cannot be read (%s). The edition goes out without it. Check that it is UTF-8 text.".formatted(e.getMessage())));
      return Optional.empty();
    }
  }
}
