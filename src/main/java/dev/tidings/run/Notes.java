package dev.tidings.run;

import dev.tidings.edition.EditorsNote;
import dev.tidings.edition.Wishes;
import dev.tidings.post.FileReason;
import dev.tidings.post.FrontMatter;
import dev.tidings.post.PostProblem;
import dev.tidings.post.PostProblem.Severity;
import dev.tidings.timetable.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The editor's words and wishes: notes/&lt;newsletter&gt;/&lt;date&gt;.md, or &lt;date&gt;T&lt;hhmm&gt;.md for one of several slots a day. */
final class Notes {
  private static final Pattern NAME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T\\d{4})?\\.md");
  private final Path folder;
  private final Set<String> newsletters;

  /** @param newsletters their slugs */
  Notes(Path folder, Set<String> newsletters) {
    this.folder = folder;
    this.newsletters = newsletters;
  }

  /** A note read, and where in it each wish stands. */
  record Note(String name, Wishes wishes, Optional<FrontMatter> source) {
    private static final Note NONE = new Note("", Wishes.NONE, Optional.empty());

    /** @param strangers wishes that name no story · @param story one that could be named */
    List<PostProblem> doubts(List<Wishes.Stranger> strangers, String story) {
      return strangers.stream().map(stranger -> new PostProblem(name, source.map(note -> note.lineOf(stranger.key())).orElse(0), Severity.WARNING,
          "%s: '%s' is none of this edition's stories. This wish is not followed; the rest of the note is. Name a story by its path, file name, slug or id, as %s."
              .formatted(stranger.key(), stranger.name(), story))).toList();
    }
  }

  /** What the editor wants of this slot; a note that cannot be read is reported and wishes nothing. */
  Note of(Slot slot, Consumer<PostProblem> problems) {
    strays(slot.newsletter(), problems);
    String day = slot.local().toLocalDate().toString();
    String hour = "T%02d%02d".formatted(slot.local().getHour(), slot.local().getMinute());
    for (String name : List.of(day + hour + ".md", day + ".md")) {
      Path file = folder.resolve(slot.newsletter()).resolve(name);
      if (Files.isRegularFile(file)) return read(file, problems).orElse(Note.NONE);
    }
    return Note.NONE;
  }

  private Optional<Note> read(Path file, Consumer<PostProblem> problems) {
    String name = shown(file);
    try {
      FrontMatter note = FrontMatter.parse(name, Files.readString(file));
      note.problems().forEach(problem -> problems.accept(problem.instead("The edition goes out without this note.")));
      if (note.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) return Optional.empty();
      note.lists().keySet().stream().filter(key -> !EditorsNote.KEYS.contains(key)).forEach(key -> problems.accept(new PostProblem(name, note.lineOf(key), Severity.WARNING,
          "there is no wish '%s'. It is not followed; the rest of the note is. A note knows subject, lead, order and drop.".formatted(key))));
      return Optional.of(new Note(name, EditorsNote.wishes(note.lists(), note.body()), Optional.of(note)));
    } catch (IOException e) {
      problems.accept(new PostProblem(name, 0, Severity.ERROR, "this note cannot be read (%s). The edition goes out without it. Check that it is UTF-8 text that you may read.".formatted(FileReason.of(e))));
      return Optional.empty();
    }
  }

  /** Files that no slot will ever look for. */
  private void strays(String newsletter, Consumer<PostProblem> problems) {
    for (Path each : listed(folder, problems)) {
      String name = each.getFileName().toString();
      if (Files.isDirectory(each) && !newsletters.contains(name) && !name.startsWith("."))
        problems.accept(new PostProblem(shown(each), 0, Severity.WARNING, "there is no newsletter '%s'. Its notes are read by nobody. Name the folder as one of %s.".formatted(name, String.join(", ", newsletters))));
    }
    for (Path each : listed(folder.resolve(newsletter), problems)) {
      String name = each.getFileName().toString();
      if (name.endsWith(".md") && !NAME.matcher(name).matches())
        problems.accept(new PostProblem(shown(each), 0, Severity.WARNING, "its name is no slot's date. No edition reads it. Name it as 2026-11-24.md, or as 2026-11-24T0700.md for one of several slots a day."));
    }
  }

  private List<Path> listed(Path place, Consumer<PostProblem> problems) {
    if (!Files.isDirectory(place)) return List.of();
    try (Stream<Path> files = Files.list(place)) {
      return files.sorted().toList();
    } catch (IOException e) {
      problems.accept(new PostProblem(shown(place), 0, Severity.ERROR, "this folder cannot be read (%s). Editions go out without its notes. Check its permissions.".formatted(FileReason.of(e))));
      return List.of();
    }
  }

  private String shown(Path file) {
    return ("notes/" + folder.relativize(file)).replace('\\', '/');
  }
}
