package dev.tidings.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as somebody reads them: how far away, and exactly, in her own zone. */
public final class Times {
  private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
  private final ZoneId zone;
  private final Instant now;

  Times(ZoneId zone, Instant now) {
    this.zone = zone;
    this.now = now;
  }

  public String zone() {
    return zone.getId();
  }

  /** {@code Tue 24 Nov 2026 07:00 Europe/London}. */
  public String exact(Instant moment) {
    return exact(moment, zone);
  }

  public String exact(Instant moment, ZoneId there) {
    return EXACT.format(moment.atZone(there)) + " " + there.getId();
  }

  /** {@code Tue 24 Nov 07:00}, where the zone is said elsewhere. */
  public String brief(Instant moment) {
    return SHORT.format(moment.atZone(zone));
  }

  public String brief(Instant moment, ZoneId there) {
    return SHORT.format(moment.atZone(there));
  }

  /** {@code in 3 hours}, {@code 5 minutes ago}, {@code now}. */
  public String away(Instant moment) {
    Duration distance = Duration.between(now, moment);
    String much = words(distance.abs());
    return much.isEmpty() ? "now" : distance.isNegative() ? much + " ago" : "in " + much;
  }

  /** {@code 5 minutes ago}, {@code now}. */
  public String before(Duration ago) {
    return away(now.minus(ago));
  }

  /** For machines that read a page. */
  public String iso(Instant moment) {
    return moment.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
  }

  private static String words(Duration distance) {
    if (distance.compareTo(Duration.ofMinutes(1)) < 0) return "";
    if (distance.compareTo(Duration.ofHours(1)) < 0) return count(distance.toMinutes(), "minute");
    if (distance.compareTo(Duration.ofDays(2)) < 0) return count(distance.plusMinutes(30).toHours(), "hour");
    return count(distance.plusHours(12).toDays(), "day");
  }

  private static String count(long many, String noun) {
    return many + " " + noun + (many == 1 ? "" : "s");
  }
}
