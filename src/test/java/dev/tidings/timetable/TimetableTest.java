package dev.tidings.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
  private static Newsletter newsletter(String schedule, String zone) {
    return new Newsletter(
        "daily", new Imprint("Daily", "", "en", ZoneId.of(zone), Optional.empty()), CategoryChoice.ALL,
        Schedule.parse(schedule), new Newsletter.Bounds(1, 20), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "every day at 07:00 | 0 7 * * *",
        "weekdays at 7:00 | 0 7 * * MON-FRI",
        "weekends at 10:00 | 0 10 * * SAT,SUN",
        "mondays and thursdays at 18:30 | 30 18 * * MON,THU",
        "every 4 hours | 0 */4 * * *",
        "on the 1st of each month at 9:00 | 0 9 1 * *",
        "every day at 07:00 and 18:00 | 0 7,18 * * *",
        "0 7 * * MON-FRI | 0 7 * * MON-FRI"
      })
  void plainWordsMeanCron(String words, String cron) {
    assertThat(Schedule.parse(words).lines()).extracting(ScheduleLine::cron).containsExactly(cron);
    assertThat(Schedule.parse(words + " in Europe/Berlin").lines().get(0).zone()).contains(ZoneId.of("Europe/Berlin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"whenever", "every day", "every day at 25:00", "every 5 hours", "0 7 * *", "0 7 * * MOO", "0 7 30 2 *", "daily at 7 in Atlantis/City", ""})
  void whatCannotBeReadIsSaidWithExamples(String words) {
    assertThatThrownBy(() -> Schedule.parse(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("every day at 07:00");
  }

  /** RELIABILITY T1. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,2026-03-20,2026-04-05,16", "Europe/Berlin,2026-10-20,2026-11-01,12",
    "Australia/Lord_Howe,2026-04-01,2026-04-10,9", "Australia/Lord_Howe,2026-10-01,2026-10-10,9",
    "Africa/Cairo,2026-04-20,2026-05-01,11", "America/Sao_Paulo,2018-11-01,2018-11-10,9",
    "Pacific/Apia,2011-12-28,2012-01-02,4"
  })
  void exactlyOneSlotForEachDateThatExists(String zone, LocalDate first, LocalDate end, int dates) {
    for (String time : List.of("00:00", "00:30", "02:00", "02:15", "02:30", "07:00")) {
      Newsletter daily = newsletter("every day at " + time, zone);
      ZoneId id = ZoneId.of(zone);
      List<Slot> slots =
          Timetable.between(daily, first.atStartOfDay(id).toInstant().minusMillis(1), end.atStartOfDay(id).toInstant().minusMillis(1));
      assertThat(slots).extracting(slot -> slot.local().toLocalDate()).doesNotHaveDuplicates().hasSize(dates);
      assertThat(Timetable.slotsAfter(daily, slots.get(0).instant().minusMillis(1), dates)).isEqualTo(slots);
      for (Slot slot : slots) assertThat(Timetable.slotBefore(daily, slot.instant())).contains(slot);
    }
  }

  /** RELIABILITY T4: ten minutes and five hours late it still runs; after three days only today's does. */
  @ParameterizedTest
  @CsvSource({"PT10M,1,0", "PT5H,1,0", "PT13H,0,1", "PT72H,1,3"})
  void aMissedSlotRunsOnceWithinItsGrace(Duration late, int runs, int skipped) {
    Newsletter daily = newsletter("every day at 07:00", "Europe/London");
    Instant due = Instant.parse("2026-01-10T07:00:00Z");
    Instant now = due.plus(late);
    CatchUp.Decision decision = CatchUp.decide(Timetable.between(daily, due.minusSeconds(1), now).stream().map(slot -> new CatchUp.Ripe(slot, slot.instant())).toList(), daily, now);
    assertThat(decision.run().stream().count()).isEqualTo(runs);
    assertThat(decision.skipped()).hasSize(skipped);
  }

  @ParameterizedTest
  @CsvSource({
    "each,2026-01-14T07:00,true", "daily 18:00,2026-01-14T07:00,true", "daily 07:00,2026-01-14T07:00,true",
    "weekly WED,2026-01-14T07:00,true", "weekly MON,2026-01-14T07:00,false", "monthly 14,2026-01-14T07:00,true",
    "monthly 31,2026-02-28T07:00,true", "monthly 1,2026-01-14T07:00,false"
  })
  void aRhythmIsDueAtTheFirstSlotOnOrAfterHerDay(String rhythm, LocalDateTime local, boolean due) {
    Slot slot = new Slot("daily", local, ZoneId.of("Europe/London"), false);
    Slot before = new Slot("daily", local.minusDays(1), slot.zone(), false);
    assertThat(Cadence.parse(rhythm, "", "").isDue(new Occasion(newsletter("every day at 07:00", "Europe/London"), slot, List.of(before), List.of()))).isEqualTo(due);
    assertThat(Rhythm.parse(rhythm).stored()).isEqualTo(rhythm);
  }

  @Test
  void aWeekendIsMadeUpForOnMonday() {
    ZoneId zone = ZoneId.of("Europe/London");
    Slot monday = new Slot("daily", LocalDateTime.parse("2026-01-12T07:00"), zone, false);
    Slot friday = new Slot("daily", LocalDateTime.parse("2026-01-09T07:00"), zone, false);
    assertThat(Cadence.parse("weekly SAT", "", "").isDue(new Occasion(newsletter("weekdays at 07:00", "Europe/London"), monday, List.of(friday), List.of()))).isTrue();
  }
}
