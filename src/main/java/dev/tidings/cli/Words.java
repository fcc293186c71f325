package dev.tidings.cli;

import dev.tidings.audience.MailAddress;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sentences that several commands say. */
final class Words {
  private static final Map<String, String> REASONS =
      Map.ofEntries(Map.entry("nothing-new", "nothing new to tell"),
          Map.entry("too-few", "fewer new posts than min_items"),
          Map.entry("missed", "missed beyond its grace"),
          Map.entry("refused", "a list cannot be trusted"),
          Map.entry("already-published", "that minute has its edition already"),
          Map.entry("skipped", "skipped by the admin"),
          Map.entry("paused", "the newsletter is paused"),
          Map.entry("overtaken", "a later slot came first"),
          Map.entry("held", "held until 'tidings slot release'"),
          Map.entry("waits", "it waits for the end of its hold; 'tidings slot release' sends it before"));

  private Words() {}

  /** Why a slot brought no edition. */
  static String reason(String code) {
    return REASONS.getOrDefault(code, code);
  }

  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  static String slot(Slot slot) {
    return slot.local().toString().replace('T', ' ') + " " + slot.zone();
  }

  static String next(Newsletter newsletter, House house) {
    return Timetable.slotsAfter(newsletter, house.clock().instant(), 1).stream().findFirst()
        .map(slot -> "Its next slot is %s; 'tidings run --now %s' publishes now.".formatted(slot(slot), newsletter.slug()))
        .orElse("It has no schedule; 'tidings run --now %s' publishes now.".formatted(newsletter.slug()));
  }

  static MailAddress address(String text) {
    MailAddress.Parsed parsed = MailAddress.parse(text);
    if (parsed instanceof MailAddress.Parsed.Good good) return good.address();
    throw Refusal.wrongUse("'%s' is not an address: it %s. Nothing was done.", text, ((MailAddress.Parsed.Bad) parsed).reason());
  }

  static void requirePositive(String option, int value) {
    if (value < 1) throw Refusal.wrongUse("%s %d is no number of lines. Write 1 or more.", option, value);
  }

  static void requireNewsletter(House house, Optional<String> slug) {
    if (slug.isEmpty() || house.newsletters().stream().anyMatch(newsletter -> newsletter.slug().equals(slug.get()))) return;
    throw Refusal.wrongUse("there is no newsletter '%s' in config/tidings.yml. Nothing was done. There are: %s.", slug.get(),
        house.newsletters().stream().map(Newsletter::slug).collect(Collectors.joining(", ")));
  }
}
