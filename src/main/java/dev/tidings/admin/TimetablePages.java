package dev.tidings.admin;

import dev.tidings.run.Morning;
import dev.tidings.run.SlotDesk;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import dev.tidings.timetable.ScheduleLine;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** When each newsletter goes out, and the admin's word on it. */
final class TimetablePages {
  private static final String TITLE = "Timetable";
  private static final int SLOTS = 10;

  /** One newsletter's slots. @param words its schedule as it is configured */
  public record Board(String slug, String title, boolean paused, String zone, List<String> words, List<SlotRow> slots) {}

  private static Board board(Call call, Newsletter newsletter, int count) {
    SlotDesk desk = call.office().desks().editorial().slots();
    List<SlotRow> slots = desk.outlook(newsletter, count).stream().map(outlook -> SlotRow.of(outlook, call.zone())).toList();
    List<String> zones = slots.stream().map(row -> row.slot().zone().getId()).distinct().toList();
    return new Board(newsletter.slug(), newsletter.imprint().title(), desk.isPaused(newsletter), zones.size() == 1 ? zones.get(0) : newsletter.imprint().zone().getId(),
        newsletter.schedule().lines().stream().map(ScheduleLine::words).distinct().toList(), slots);
  }

  static List<Board> boards(Call call, int count) {
    return call.office().newsletters().stream().map(newsletter -> board(call, newsletter, count)).toList();
  }

  void page(Call call) {
    call.show("timetable", TITLE, Map.of("boards", boards(call, SLOTS)));
  }

  /** A word on one slot. */
  void slot(Call call) {
    Newsletter newsletter = call.office().newsletter(call.field("newsletter"));
    Slot slot = slot(newsletter, call.field("local"), call.field("zone"));
    SlotDesk desk = call.office().desks().editorial().slots().seeing(call.field("seen"));
    SlotDesk.Ruling ruling = switch (call.field("word")) {
      case "hold" -> desk.hold(newsletter, slot);
      case "release" -> desk.release(newsletter, slot);
      case "skip" -> desk.skip(newsletter, slot);
      case "reset" -> desk.reset(newsletter, slot);
      default -> throw new NotDone(400, "That is no word on a slot", "Nothing was changed. Use the buttons of the timetable.");
    };
    answer(call, ruling, "slot " + call.field("word"));
  }

  /** One slot more than the schedule has. */
  void add(Call call) {
    Newsletter newsletter = call.office().newsletter(call.field("newsletter"));
    String typed = call.field("local");
    try {
      answer(call, call.office().desks().editorial().slots().add(newsletter, LocalDateTime.parse(typed).truncatedTo(ChronoUnit.MINUTES), ZoneId.of(call.field("zone"))), "slot add");
    } catch (DateTimeException e) {
      call.show(422, "timetable", TITLE, Map.of("boards", boards(call, SLOTS), "wrong", "'" + typed + "' is not a date and time. Nothing was changed. Write it as 2026-12-24T16:00."));
    }
  }

  static Slot slot(Newsletter newsletter, String local, String zone) {
    try {
      return SlotDesk.named(newsletter, LocalDateTime.parse(local)).stream().filter(one -> one.zone().getId().equals(zone)).findFirst()
          .orElseGet(() -> new Slot(newsletter.slug(), LocalDateTime.parse(local), ZoneId.of(zone), false)); // the schedule changed: the desk says what holds
    } catch (DateTimeException e) {
      throw new NotDone(400, "That is no slot", "Nothing was changed. Use the buttons of the timetable.");
    }
  }

  private void answer(Call call, SlotDesk.Ruling ruling, String what) {
    String back = call.field("back").equals("overview") ? "" : call.field("back").startsWith("next/") ? "/" + call.field("back").replaceAll("[^a-z0-9/-]", "") : "/timetable";
    if (ruling.taken()) call.done(back, what, ruling.sentence());
    else call.show(409, "timetable", TITLE, Map.of("boards", boards(call, SLOTS), "wrong", ruling.sentence()));
  }

  void pause(Call call) {
    Newsletter newsletter = call.office().newsletter(call.field("newsletter"));
    boolean news = call.office().desks().editorial().slots().pause(newsletter);
    String slug = newsletter.slug();
    answer(call, new SlotDesk.Ruling(news, news ? slug + " is paused: no slot brings an edition until it is resumed. Feeds, pages and mails that are already owed go on."
        : slug + " was paused already, by somebody else. Nothing was changed."), "newsletter pause");
  }

  void resume(Call call) {
    Newsletter newsletter = call.office().newsletter(call.field("newsletter"));
    boolean news = call.office().desks().editorial().slots().resume(newsletter);
    String slug = newsletter.slug();
    answer(call, new SlotDesk.Ruling(news, news ? slug + " goes on; what is new meanwhile comes with the next slot." : slug + " was not paused. Nothing was changed."), "newsletter resume");
  }

  /** Asks before mail goes out, for that cannot be undone. */
  void askRun(Call call) {
    Newsletter newsletter = call.office().newsletter(call.part("newsletter"));
    var edition = DraftPages.draft(call, newsletter);
    String many = edition.map(draft -> draft.words().number() == 0 ? "There is nothing new to tell: no edition would go out."
        : "Edition %d, \"%s\", goes to %s at once.".formatted(draft.words().number(), draft.words().subject(), Words.count(draft.readers().planned(), "reader"))).orElse("The readers are still being counted.");
    call.show("confirm", "Send " + newsletter.imprint().title() + " now", Map.of("sentences", List.of(many, "A mail that is sent cannot be taken back. The scheduled slots come as usual."),
        "action", "/timetable/run", "fields", Map.of("newsletter", newsletter.slug()), "label", "Send now", "back", "/timetable"));
  }

  void run(Call call) {
    Newsletter newsletter = call.office().newsletter(call.field("newsletter"));
    Optional<Morning> morning = call.office().machine().publish().apply(newsletter.slug());
    call.slow().forget("draft");
    String sentence = morning.map(done -> said(newsletter, done)).orElse("Another process publishes at this moment. Nothing was changed; try again in a minute.");
    call.done("/editions", "run now", sentence);
  }

  static String said(Newsletter newsletter, Morning morning) {
    if (!morning.editions().isEmpty()) return Words.count(morning.editions().size(), "edition") + " published; its mail goes out now.";
    return newsletter.slug() + " brought no edition: " + morning.skipped().stream().filter(one -> one.slot().newsletter().equals(newsletter.slug())).map(Morning.Skipped::reason).findFirst().orElse("nothing is due") + ".";
  }

  /** What a typed schedule would do; nothing is kept: it goes into config/ by the admin's own hand. */
  void schedule(Call call) {
    Newsletter newsletter = call.office().newsletter(call.part("newsletter"));
    String typed = call.field("words").isEmpty() ? newsletter.schedule().lines().stream().map(ScheduleLine::words).distinct().collect(Collectors.joining("\n")) : call.field("words");
    List<String> lines = typed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var parsed = new ArrayList<ScheduleLine>();
    String wrong = "";
    try {
      for (String line : lines) parsed.addAll(Schedule.parse(line).lines());
    } catch (IllegalArgumentException e) {
      wrong = String.valueOf(e.getMessage());
    }
    var tried = new Newsletter(newsletter.slug(), newsletter.imprint(), newsletter.choice(), new Schedule(parsed, newsletter.schedule().hold()), newsletter.bounds(), newsletter.subscribers());
    List<SlotRow> slots = wrong.isEmpty() ? Timetable.slotsAfter(tried, call.now(), SLOTS).stream().map(slot -> SlotRow.planned(slot, call.zone())).toList() : List.of();
    call.show("schedule", "Schedule of " + newsletter.imprint().title(), Map.of("slug", newsletter.slug(), "typed", typed, "slots", slots, "unread", wrong, "line", wrong.isEmpty() ? line(newsletter.slug(), lines) : "",
        "zone", newsletter.imprint().zone().getId()));
  }

  private static String line(String slug, List<String> lines) {
    String value = lines.size() == 1 ? quoted(lines.get(0)) : lines.stream().map(TimetablePages::quoted).collect(Collectors.joining(", ", "[", "]"));
    return lines.isEmpty() ? "" : "newsletters:\n  " + slug + ":\n    schedule: " + value;
  }

  private static String quoted(String line) {
    return line.matches("[a-z][A-Za-z0-9:/ _+-]*") && !line.contains(": ") ? line : '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
