package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.run.SlotDesk;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "slot",
    description = "See the next slots; add, hold, release or skip one; pause a newsletter.",
    subcommands = {SlotCommand.Listing.class, SlotCommand.Add.class, SlotCommand.Hold.class, SlotCommand.Release.class, SlotCommand.Skip.class, SlotCommand.Reset.class, SlotCommand.Pause.class, SlotCommand.Resume.class},
    footer = {"", "Example: tidings slot skip daily 2026-12-25T07:00", "Now:     tidings run --now daily"})
final class SlotCommand extends Command {
  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "One of list, add, hold, release, skip, reset, pause, resume is missing.");
  }

  /** What all of them name. */
  abstract static class OfNewsletter extends Command {
    @Parameters(index = "0", paramLabel = "NEWSLETTER", description = "Its name in config/tidings.yml.")
    String newsletter = "";

    @Mixin At at;

    @Override
    public final Integer call() {
      try (House house = root().open(at.moment(), Opener.Purpose.WORK)) {
        Words.requireNewsletter(house, Optional.of(newsletter));
        return carryOut(house.slotDesk(), house.newsletters().stream().filter(one -> one.slug().equals(newsletter)).findFirst().orElseThrow());
      }
    }

    abstract int carryOut(SlotDesk desk, Newsletter named);
  }

  @CommandLine.Command(name = "list", description = "Show slots that wait, the next ones, and what was said about them.", footer = {"", "Example: tidings slot list daily"})
  static final class Listing extends OfNewsletter {
    @Option(names = "--limit", paramLabel = "N", defaultValue = "10", description = "At most so many to come. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin private AsJson json;

    @Override
    int carryOut(SlotDesk desk, Newsletter named) {
      Words.requirePositive("--limit", limit);
      List<SlotDesk.Outlook> slots = desk.outlook(named, limit);
      boolean paused = desk.isPaused(named);
      if (json.wanted) {
        ObjectNode object = Json.object().put("newsletter", named.slug()).put("paused", paused);
        object.set("slots", Json.list(slots, SlotWords::json));
        out().println(Json.written(object));
        return Exit.DONE;
      }
      if (paused) out().printf("%s is paused: no slot brings an edition until 'tidings slot resume %1$s'.%n", named.slug());
      if (slots.isEmpty()) out().printf("%s has no schedule; 'tidings run --now %1$s' publishes.%n", named.slug());
      slots.forEach(outlook -> out().println(outlook.slot().local() + " " + outlook.slot().zone() + SlotWords.standing(outlook)));
      return Exit.DONE;
    }
  }

  /** A word on one slot. */
  abstract static class OnSlot extends OfNewsletter {
    @Parameters(index = "1", arity = "0..1", paramLabel = "SLOT", description = "As 2026-11-25T07:00, in the slot's own zone. Without it: the one that comes first.")
    private @Nullable String slot;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Where the newsletter has that local time in several zones.")
    private @Nullable String zone;

    private final Word word;
    private final List<String> states;

    /** @param states which slots are meant where none is named */
    OnSlot(Word word, String... states) {
      this.word = word;
      this.states = List.of(states);
    }

    /** What is said to the desk. */
    interface Word {
      SlotDesk.Ruling say(SlotDesk desk, Newsletter named, Slot slot);
    }

    @Override
    final int carryOut(SlotDesk desk, Newsletter named) {
      SlotDesk.Ruling ruling = word.say(desk, named, slot == null ? first(desk, named) : written(desk, named, slot));
      (ruling.taken() ? out() : err()).println(ruling.sentence());
      return Exit.unless(!ruling.taken());
    }

    private Slot first(SlotDesk desk, Newsletter named) {
      return desk.outlook(named, 50).stream().filter(outlook -> states.contains(outlook.state())).map(SlotDesk.Outlook::slot).findFirst()
          .orElseThrow(() -> Refusal.wrongUse("no slot of %s is %s. Nothing was changed. 'tidings slot list %1$s' shows them.", named.slug(), String.join(" or ", states)));
    }

    private Slot written(SlotDesk desk, Newsletter named, String text) {
      List<Slot> found = desk.known(named, local(text)).stream().filter(one -> zone == null || one.zone().getId().equals(zone)).toList();
      if (found.size() == 1) return found.get(0);
      if (found.size() > 1)
        throw Refusal.wrongUse("%s has %s in several zones. Nothing was changed. Add --zone: %s.", named.slug(), text, found.stream().map(one -> one.zone().getId()).collect(Collectors.joining(", ")));
      throw Refusal.wrongUse("%s has no slot %s. Nothing was changed. There are: %s.", named.slug(), text,
          desk.outlook(named, 3).stream().map(one -> one.slot().local() + " " + one.slot().zone()).collect(Collectors.joining(", ")));
    }

    static LocalDateTime local(String text) {
      try {
        return LocalDateTime.parse(text.strip().replace(' ', 'T'));
      } catch (DateTimeParseException e) {
        throw Refusal.wrongUse("'%s' is not a local date and time. Nothing was changed. Write it as 2026-11-25T07:00.", text);
      }
    }
  }

  @CommandLine.Command(name = "add", description = "Let a newsletter go out once more than its schedule says.", footer = {"", "Example: tidings slot add daily 2026-12-24T16:00"})
  static final class Add extends OfNewsletter {
    @Parameters(index = "1", paramLabel = "SLOT", description = "As 2026-12-24T16:00.")
    private String slot = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "In which zone that is. Default: the newsletter's.")
    private @Nullable String zone;

    @Override
    int carryOut(SlotDesk desk, Newsletter named) {
      ZoneId there = zone == null ? named.imprint().zone() : zone(zone);
      SlotDesk.Ruling ruling = desk.add(named, OnSlot.local(slot), there);
      (ruling.taken() ? out() : err()).println(ruling.sentence());
      return Exit.unless(!ruling.taken());
    }

    private static ZoneId zone(String name) {
      try {
        return ZoneId.of(name);
      } catch (DateTimeException e) {
        throw Refusal.wrongUse("there is no zone '%s'. Nothing was changed. Write one as Europe/London.", name);
      }
    }
  }

  @CommandLine.Command(name = "hold", description = "Keep a slot's edition back until it is released.", footer = {"", "Example: tidings slot hold daily 2026-11-25T07:00"})
  static final class Hold extends OnSlot {
    Hold() {
      super(SlotDesk::hold, "planned", "waits", "released", "due");
    }
  }

  @CommandLine.Command(name = "release", description = "End what holds a slot's edition.", footer = {"", "Example: tidings slot release daily"})
  static final class Release extends OnSlot {
    Release() {
      super(SlotDesk::release, "held", "waits");
    }
  }

  @CommandLine.Command(name = "skip", description = "Let a slot bring no edition; its posts come with the next.", footer = {"", "Example: tidings slot skip daily 2026-12-25T07:00"})
  static final class Skip extends OnSlot {
    Skip() {
      super(SlotDesk::skip, "planned", "waits", "held", "released", "due");
    }
  }

  @CommandLine.Command(name = "reset", description = "Take back what was said about a slot.", footer = {"", "Example: tidings slot reset daily 2026-12-25T07:00"})
  static final class Reset extends OnSlot {
    Reset() {
      super(SlotDesk::reset, "held", "released", "skipped");
    }
  }

  @CommandLine.Command(name = "pause", description = "Let no slot bring an edition until the newsletter is resumed.", footer = {"", "Example: tidings slot pause daily"})
  static final class Pause extends OfNewsletter {
    @Override
    int carryOut(SlotDesk desk, Newsletter named) {
      boolean news = desk.pause(named);
      out().printf(news ? "%s is paused: no slot brings an edition until 'tidings slot resume %1$s'. Feeds, pages and mails that are already owed go on.%n" : "%s was paused already.%n", named.slug());
      return Exit.DONE;
    }
  }

  @CommandLine.Command(name = "resume", description = "Go on with a paused newsletter; what is new meanwhile comes with the next slot.", footer = {"", "Example: tidings slot resume daily"})
  static final class Resume extends OfNewsletter {
    @Override
    int carryOut(SlotDesk desk, Newsletter named) {
      boolean news = desk.resume(named);
      out().printf(news ? "%s goes on; what is new meanwhile comes with the next slot.%n" : "%s was not paused.%n", named.slug());
      return Exit.DONE;
    }
  }
}
