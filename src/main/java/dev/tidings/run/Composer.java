package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.edition.Correction;
import dev.tidings.edition.Editor;
import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.edition.Wishes;
import dev.tidings.post.Category;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.Due;
import dev.tidings.queue.Enqueue;
import dev.tidings.render.Format;
import dev.tidings.render.MailTemplates;
import dev.tidings.render.Variant;
import dev.tidings.shelf.Absent;
import dev.tidings.shelf.Missed;
import dev.tidings.shelf.Numbered;
import dev.tidings.shelf.PostKey;
import dev.tidings.shelf.Shelf;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Occasion;
import dev.tidings.timetable.Slot;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Works out a slot: which stories, for whom, in which renderings. Reads the store and changes nothing. A slot at which nothing is
 * new is an edition nevertheless where somebody who is due still waits: weekly readers, and those whose last delivery expired.
 */
final class Composer {
  private final Shelf shelf;
  private final Editor editor;
  private final MailTemplates templates;
  private final Archive archive;
  private final Enqueue enqueue;

  Composer(Shelf shelf, Editor editor, MailTemplates templates, Archive archive, Enqueue enqueue) {
    this.shelf = shelf;
    this.editor = editor;
    this.templates = templates;
    this.archive = archive;
    this.enqueue = enqueue;
  }

  /** @param firstCursor where a newsletter without an edition begins */
  record Question(Occasion occasion, long firstCursor, Wishes wishes, Instant now) {
    Newsletter newsletter() {
      return occasion.newsletter();
    }

    Slot slot() {
      return occasion.slot();
    }
  }

  /** A composition, or why there is none: {@code nothing-new} or {@code too-few}. @param stories all it may tell, also those that are kept back */
  record Answer(Optional<Composition> composition, String reason, List<Story> stories) {
    private static Answer none(String reason, List<Story> stories) {
      return new Answer(Optional.empty(), reason, stories);
    }
  }

  /** A published edition for one who came later. @param told its posts · @param wishes its words on top */
  record Again(Newsletter newsletter, Slot slot, int number, Wishes wishes, Set<PostKey> told) {}

  /** Empty where none of its posts that are still there is in what she follows. */
  Optional<Variant> again(Handle sql, Library library, Again again, Due due) {
    List<Story> stories = shelf.after(sql, again.newsletter().slug(), 0).stream().filter(numbered -> again.told().contains(numbered.key()))
        .map(numbered -> library.story(sql, numbered)).flatMap(Optional::stream).filter(story -> follows(followed(due.categories()), story)).toList();
    String language = due.language().isEmpty() ? again.newsletter().imprint().language() : due.language();
    return editor.compose(again.newsletter(), again.slot(), again.number(), stories, again.wishes()).map(layout -> templates.render(layout, Format.valueOf(due.format()), language));
  }

  Answer compose(Handle sql, Library library, Question question) {
    Newsletter newsletter = question.newsletter();
    List<Due.Group> readers = enqueue.groups(sql, newsletter.slug(), question.now());
    var turns = new Turns(question.occasion());
    List<Due.Group> due = readers.stream().filter(group -> turns.isDue(group.due())).toList();
    Optional<Long> told = archive.lastUpper(sql, newsletter.slug());
    long lowest = due.stream().mapToLong(group -> group.due().place().cursor()).reduce(told.orElse(question.firstCursor()), Math::min);
    long since = told.orElse(lowest); // a first edition holds what its readers, who may have joined days ago, get of it
    Shelves shelves = shelves(sql, library, newsletter, due, lowest);
    List<Story> all = shelves.stories();
    List<Story> postponed = all.stream().filter(story -> story.number() > since && Editor.isPostponed(story, question.wishes())).toList();
    List<Story> stories = all.stream().filter(story -> !postponed.contains(story)).toList();
    List<Story> fresh = stories.stream().filter(story -> story.number() > since).toList();
    if (!fresh.isEmpty() && fresh.size() < newsletter.bounds().minItems()) return Answer.none("too-few", all);
    var desk = new Desk(question, archive.nextNumber(sql, newsletter.slug()), stories, shelves);
    Map<String, Integer> kept = new LinkedHashMap<>(enqueue.kept(sql, newsletter.slug(), question.now()));
    int notDue = count(readers) - count(due);
    if (notDue > 0) kept.put("not due at this slot by their rhythm", notDue);
    var corrections = new Corrections(Corrections.pending(sql, library, newsletter.slug(), question.now()), desk::reprint);
    List<Correction> unsaid = archive.lastPublished(sql, newsletter.slug()).map(corrections::since).orElse(List.of());
    Optional<Composition.Full> full = desk.full(fresh.isEmpty() ? shelves.with(stories) : fresh, unsaid, kept);
    List<Composition.Cohort> cohorts = due.stream().map(group -> desk.cohort(group, turns.leaves(group.due()))).toList();
    boolean somebodyWaits = cohorts.stream().anyMatch(cohort -> cohort.variant().isPresent());
    if (full.isEmpty() || (fresh.isEmpty() && !somebodyWaits)) return Answer.none("nothing-new", all);
    List<Story> dropped = shelves.with(stories).stream().filter(story -> Editor.isDropped(story, question.wishes())).toList();
    var back = new Composition.Kept(dropped, postponed, shelves.absent(), corrections);
    return new Answer(Optional.of(new Composition(question.slot(), desk.number, full.get(), cohorts, back, shelf.last(sql, newsletter.slug()))), "", all);
  }

  /**
   * What there is to tell.
   *
   * @param stories behind the reader who is furthest back · @param absent the same, but away
   * @param late what is back and was missed by somebody · @param away what was missed and is not back
   */
  private record Shelves(List<Story> stories, List<Absent> absent, List<Story> late, Set<PostKey> away) {
    /** What is new to a reader. @param stories those that are told */
    List<Story> own(Due due, List<Story> stories) {
      Set<PostKey> missed = keys(due.place().missed()).collect(Collectors.toSet());
      Set<String> followed = followed(due.categories());
      return Stream.concat(stories.stream().filter(story -> story.number() > due.place().cursor()),
          late.stream().filter(story -> story.number() <= due.place().cursor() && missed.contains(story.shelved().key()))).filter(story -> follows(followed, story)).toList();
    }

    /** What she has missed from now on. */
    String still(Due due) {
      Set<String> followed = followed(due.categories());
      Stream<PostKey> passed = absent.stream().filter(one -> one.told() && one.numbered().number() > due.place().cursor())
          .filter(one -> followed.isEmpty() || one.categories().stream().anyMatch(followed::contains)).map(one -> one.numbered().key());
      return Stream.concat(keys(due.place().missed()).filter(away::contains), passed).distinct().map(PostKey::value).collect(Collectors.joining(","));
    }

    /** Each once. */
    List<Story> with(List<Story> those) {
      Set<Long> known = those.stream().map(Story::number).collect(Collectors.toSet());
      return Stream.concat(those.stream(), late.stream().filter(story -> !known.contains(story.number()))).toList();
    }
  }

  /** What a reader missed of the editions up to one. @param upper the last number it told · @param wishes words on top */
  record Recap(Newsletter newsletter, Slot slot, int number, long upper, Wishes wishes) {}

  /** @param missed what is still away */
  record Recapped(Variant variant, String missed) {}

  /** The best of it, as {@code bounds} has it; empty where she missed nothing. */
  Optional<Recapped> recap(Handle sql, Library library, Recap recap, Due due) {
    Shelves all = shelves(sql, library, recap.newsletter(), List.of(new Due.Group(due, 1)), due.place().cursor());
    var shelves = new Shelves(all.stories().stream().filter(story -> story.number() <= recap.upper()).toList(),
        all.absent().stream().filter(absent -> absent.numbered().number() <= recap.upper()).toList(), all.late(), all.away());
    String language = due.language().isEmpty() ? recap.newsletter().imprint().language() : due.language();
    return editor.compose(recap.newsletter(), recap.slot(), recap.number(), shelves.own(due, shelves.stories()), recap.wishes())
        .map(layout -> new Recapped(templates.render(layout, Format.valueOf(due.format()), language), shelves.still(due)));
  }

  private Shelves shelves(Handle sql, Library library, Newsletter newsletter, List<Due.Group> due, long lowest) {
    var stories = new ArrayList<Story>();
    var unread = new HashSet<PostKey>();
    for (Numbered numbered : shelf.after(sql, newsletter.slug(), lowest))
      library.story(sql, numbered).ifPresentOrElse(stories::add, () -> unread.add(numbered.key()));
    var late = new ArrayList<Story>();
    var away = new HashSet<PostKey>();
    Set<PostKey> sought = due.stream().flatMap(group -> keys(group.due().place().missed())).collect(Collectors.toSet());
    for (Missed missed : shelf.missed(sql, newsletter.slug(), sought))
      Optional.of(missed).filter(Missed::back).flatMap(one -> library.story(sql, one.numbered())).ifPresentOrElse(late::add, () -> away.add(missed.numbered().key()));
    return new Shelves(stories, shelf.absent(sql, newsletter.slug(), lowest, unread), late, away);
  }

  private static Stream<PostKey> keys(String missed) {
    return Arrays.stream(missed.split(",")).filter(key -> !key.isEmpty()).map(PostKey::new);
  }

  /**
   * What is wrong with the house's templates: nobody loses a mail for it, but the admin must read it. Templates that brought an edition
   * out without trouble become the last good ones.
   */
  List<PostProblem> judgeTemplates(boolean published) {
    List<PostProblem> problems = new ArrayList<>(templates.problems().stream()
        .map(problem -> new PostProblem(problem.template(), problem.line(), PostProblem.Severity.ERROR, problem.message())).toList());
    try {
      if (published) templates.keepGood();
    } catch (UncheckedIOException e) {
      problems.add(new PostProblem("data/templates-good", 0, PostProblem.Severity.WARNING,
          "the working templates cannot be kept (%s). A template that breaks later falls back to an older one. Make room, or mend the folder's permissions.".formatted(e.getMessage())));
    }
    return problems;
  }

  private static int count(List<Due.Group> groups) {
    return groups.stream().mapToInt(Due.Group::readers).sum();
  }

  /** One slot's work: renderings are made once for all who come to the same stories, format and language. */
  private final class Desk {
    private final Question question;
    private final int number;
    private final List<Story> stories;
    private final Shelves shelves;
    private final Map<String, Optional<Variant>> made = new HashMap<>();
    private final Map<Variant, Layout> layouts = new IdentityHashMap<>();

    Desk(Question question, int number, List<Story> stories, Shelves shelves) {
      this.question = question;
      this.number = number;
      this.stories = stories;
      this.shelves = shelves;
    }

    Optional<Composition.Full> full(List<Story> fresh, List<Correction> unsaid, Map<String, Integer> kept) {
      return variant(fresh, Format.HTML, question.newsletter().imprint().language())
          .map(plain -> new Composition.Full(laidOut(plain), unsaid.isEmpty() ? plain : reprint(plain, unsaid), kept));
    }

    Variant reprint(Variant plain, List<Correction> corrections) {
      return templates.render(laidOut(plain).correcting(corrections), plain.format(), plain.language());
    }

    private Layout laidOut(Variant made) {
      return Optional.ofNullable(layouts.get(made)).orElseThrow();
    }

    Composition.Cohort cohort(Due.Group group, Instant leaves) {
      Due due = group.due();
      List<Story> own = shelves.own(due, stories);
      String language = due.language().isEmpty() ? question.newsletter().imprint().language() : due.language();
      return new Composition.Cohort(group, variant(own, Format.valueOf(due.format()), language), shelves.still(due), leaves);
    }

    private Optional<Variant> variant(List<Story> own, Format format, String language) {
      String key = own.stream().map(story -> Long.toString(story.number())).collect(Collectors.joining(",")) + " " + format + " " + language;
      Optional<Variant> known = made.get(key);
      if (known != null) return known;
      Optional<Variant> variant = layout(own).map(layout -> rendered(layout, format, language));
      made.put(key, variant);
      return variant;
    }

    /** Several lists may come to the same mail: what differs in them was dropped, or is only counted. */
    private Variant rendered(Layout layout, Format format, String language) {
      Variant rendered = templates.render(layout, format, language);
      return layouts.keySet().stream().filter(rendered::isLike).findFirst().orElseGet(() -> {
        layouts.put(rendered, layout);
        return rendered;
      });
    }

    private Optional<Layout> layout(List<Story> own) {
      return editor.compose(question.newsletter(), question.slot(), number, own, question.wishes());
    }
  }

  private static Set<String> followed(String stored) {
    return stored.equals("*") ? Set.of() : new HashSet<>(Arrays.asList(stored.split(",")));
  }

  private static boolean follows(Set<String> followed, Story story) {
    List<Category> own = new ArrayList<>(story.article().post().filing().categories());
    return followed.isEmpty() || own.stream().map(Category::slug).anyMatch(followed::contains);
  }
}
