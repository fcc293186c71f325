package dev.tidings.timetable;

import java.time.ZoneId;
import java.util.Optional;

/**
 * What is printed about a newsletter.
 *
 * @param description one sentence for the sign-up page and feeds, may be empty
 * @param language BCP 47 tag of the fixed words
 * @param zone of its slots where a schedule line names none, and of the dates it prints
 * @param from overrides the house's sender: {@code Name <address>}
 * @param welcome what a new reader gets at once
 */
public record Imprint(String title, String description, String language, ZoneId zone, Optional<String> from, Welcome welcome) {
  public Imprint(String title, String description, String language, ZoneId zone, Optional<String> from) {
    this(title, description, language, zone, from, Welcome.NONE);
  }
}
