package dev.tidings.timetable;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a newsletter lets its readers choose about when it comes. Each edition, as soon as it is out, can always be had. */
public record Leeway(Set<Part> parts) {
  /** A choice that may be open. */
  public enum Part {
    DAILY,
    WEEKLY,
    MONTHLY,
    HOUR,
    ZONE;

    /** As it is written in the configuration. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Leeway ALL = new Leeway(EnumSet.allOf(Part.class));

  public Leeway {
    parts = Collections.unmodifiableSet(parts.isEmpty() ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(parts)); // in one order: its text is part of what feeds are made of
  }

  public boolean allows(Part part) {
    return parts.contains(part);
  }

  /** The usual ones of those that are offered, as stored; each edition first. */
  public List<String> rhythms() {
    var rhythms = new ArrayList<>(List.of("each"));
    if (allows(Part.DAILY)) rhythms.add("daily 00:00");
    if (allows(Part.WEEKLY)) for (DayOfWeek day : DayOfWeek.values()) rhythms.add(new Rhythm.Weekly(day).stored());
    if (allows(Part.MONTHLY)) rhythms.addAll(List.of("monthly 1", "monthly 15"));
    return rhythms;
  }

  /** What of it this newsletter does not offer, as a sentence; empty where all of it can be had. */
  public Optional<String> objection(Cadence wish) {
    Set<Part> asked = EnumSet.noneOf(Part.class);
    if (wish.rhythm() instanceof Rhythm.Daily) asked.add(Part.DAILY);
    if (wish.rhythm() instanceof Rhythm.Weekly) asked.add(Part.WEEKLY);
    if (wish.rhythm() instanceof Rhythm.Monthly) asked.add(Part.MONTHLY);
    if (wish.hour().isPresent()) asked.add(Part.HOUR);
    asked.removeAll(parts);
    if (asked.isEmpty()) return Optional.empty();
    String wanted = asked.stream().map(part -> part == Part.HOUR ? "an own hour" : "'" + wish.rhythm().stored() + "'").collect(Collectors.joining(" and "));
    return Optional.of(wanted + (asked.size() == 1 ? " is" : " are") + " not among what its readers may choose (readers_may)");
  }
}
