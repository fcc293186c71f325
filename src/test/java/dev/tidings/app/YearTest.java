package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Timetable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers with cadences, hours and zones of their own, of newsletters in five zones that go out at times of day which are left out on the
 * one day and come twice on the other, hour by hour.
 */
class YearTest {
  private static final Map<String, String> TIMES = new TreeMap<>(Map.of("Europe/London", "01:30", "America/New_York", "02:30", "Australia/Lord_Howe", "02:15", "America/Havana", "00:30", "Africa/Casablanca", "02:30"));
  private static final List<String> ZONES = List.copyOf(TIMES.keySet());
  private static final List<String> RHYTHMS = List.of("each", "weekly MON", "daily 00:00", "weekly SAT", "each", "monthly 1", "monthly 31");
  private static final List<String> HOURS = List.of("", "08:30", "02:30", "21:15");
  private static final List<String> FOLLOWED = List.of("City;Court", "City", "Court");
  private static final int READERS = 9;
  /** How often the house is looked after. */
  private Duration step = Duration.ofHours(1);
  @TempDir Path home;

  private record Reader(String address, String rhythm, String hour, ZoneId zone, String follows) {}

  private final List<Reader> readers = new ArrayList<>();

  @Test
  void tenDaysWithThoseOnWhichClocksChangeInLondonAndLordHowe() throws Exception {
    step = Duration.ofHours(2);
    through(LocalDate.of(2026, 3, 28), LocalDate.of(2026, 4, 4), 4, 3);
  }

  @Test
  @Tag("slow")
  void aYear() throws Exception {
    through(LocalDate.of(2026, 6, 1), LocalDate.of(2027, 6, 1), 35, RHYTHMS.size());
  }

  /** @param tail days after the last story, until the rarest reader had her turn · @param rhythms how many of them take part */
  private void through(LocalDate first, LocalDate last, int tail, int rhythms) throws Exception {
    Map<String, String> stories = furnish(first, last, rhythms);
    Instant now = first.atTime(5, 40).toInstant(ZoneOffset.UTC);
    long began = System.nanoTime();
    try (var chronicle = new Chronicle(home, now)) {
      chronicle.publish(Optional.empty()); // the house opens
      List<Newsletter> newsletters = chronicle.app().settings().newsletters();
      Instant end = last.plusDays(tail).atStartOfDay().toInstant(ZoneOffset.UTC);
      for (now = now.plus(step); now.isBefore(end); now = now.plus(step)) {
        Instant at = now;
        chronicle.turnTo(at);
        if (newsletters.stream().anyMatch(one -> !Timetable.between(one, at.minus(step), at).isEmpty())) chronicle.publish(Optional.empty());
        chronicle.deliver(true);
      }
      System.out.printf("%d days, %d readers, %d stories, %d mails in %d s%n", last.toEpochDay() - first.toEpochDay(), readers.size(), stories.size(), chronicle.mails(), Duration.ofNanos(System.nanoTime() - began).toSeconds());
      for (Reader reader : readers) judge(chronicle, reader, stories, first);
    }
  }

  private void judge(Chronicle chronicle, Reader reader, Map<String, String> stories, LocalDate first) {
    var due = new TreeSet<String>();
    stories.forEach((name, category) -> {
      if (reader.follows().contains(category)) due.add(name);
    });
    Map<String, Integer> told = chronicle.told(reader.address());
    assertThat(told.keySet()).as(reader.toString()).containsExactlyInAnyOrderElementsOf(due);
    assertThat(told.values()).as(reader.toString()).containsOnly(1);
    if (reader.hour().isEmpty()) return;
    for (Instant mail : chronicle.moments(reader.address())) {
      LocalTime at = mail.atZone(reader.zone()).toLocalTime();
      long late = Math.floorMod(Duration.between(LocalTime.parse(reader.hour()), at).toMinutes(), 24 * 60L);
      assertThat(late).as("minutes after her hour, %s at %s", reader, mail).isLessThanOrEqualTo(120 + step.toMinutes()); // an hour of the slot, an hour of the clocks, one of this test's steps
    }
  }

  /** Stories by name, with their categories. */
  private Map<String, String> furnish(LocalDate first, LocalDate last, int rhythms) throws Exception {
    var shop = new Shop(home);
    var newsletters = new StringBuilder();
    int many = 0;
    for (Map.Entry<String, String> one : TIMES.entrySet()) {
      String slug = one.getKey().substring(one.getKey().indexOf('/') + 1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      newsletters.append("  %s: {title: %1$s, zone: %s, schedule: every day at %s, subscribers: [%1$s.csv], max_items: 200}%n".formatted(slug, one.getKey(), one.getValue()));
      var rows = new StringBuilder("email,rhythm,send_after,zone,categories\n");
      for (int i = 0; i < READERS; i++, many++) {
        var reader = new Reader("reader" + many + "@" + slug + ".example", RHYTHMS.get(many % rhythms), HOURS.get(many % HOURS.size()), ZoneId.of(ZONES.get(many * 3 % ZONES.size())), FOLLOWED.get(many % FOLLOWED.size()));
        readers.add(reader);
        rows.append("%s,%s,%s,%s,%s%n".formatted(reader.address(), reader.rhythm(), reader.hour(), reader.zone(), reader.follows()));
      }
      shop.write("subscribers/" + slug + ".csv", rows.toString());
    }
    shop.write("config/tidings.yml", """
        site: {title: The Sheet, url: 'https://sheet.example', zone: UTC, address: 3 Quay Lane}
        newsletters:
        %smail:
          from: The Sheet <sheet@sheet.example>
          relay: {host: 127.0.0.1, port: 2525, security: none}
        """.formatted(newsletters));
    Map<String, String> stories = new TreeMap<>();
    for (LocalDate day = first.plusDays(1); day.isBefore(last); day = day.plusDays(1)) {
      String name = "Story%04d".formatted(stories.size() + 1);
      String category = stories.size() % 3 == 0 ? "Court" : "City";
      stories.put(name, category);
      shop.post("posts/" + day + ".md", name + " is heard at the quay", category, day + " 13:00:00");
    }
    return stories;
  }
}
