package dev.tidings.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CadenceTest {
  private static final Newsletter DAILY = newsletter("every day at 07:00");
  private static final Newsletter THRICE = newsletter("every day at 07:00, 12:00 and 18:00");

  private static Newsletter newsletter(String schedule) {
    return new Newsletter("daily", new Imprint("Daily", "", "en", ZoneId.of("Europe/London"), Optional.empty()), CategoryChoice.ALL,
        Schedule.parse(schedule), new Newsletter.Bounds(1, 20), List.of());
  }

  private static Slot slot(String local) {
    return new Slot("daily", LocalDateTime.parse(local), ZoneId.of("Europe/London"), false);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 2026-01-14T07:00:00Z",
    "09:30, '', 2026-01-14T09:30:00Z",
    "07:00, '', 2026-01-14T07:00:00Z",
    "06:30, '', 2026-01-14T07:00:00Z", // has just passed
    "05:00, '', 2026-01-15T05:00:00Z",
    "08:00, Asia/Tokyo, 2026-01-14T23:00:00Z",
    "15:30, Asia/Tokyo, 2026-01-14T07:00:00Z",
    "08:00, America/New_York, 2026-01-14T13:00:00Z"
  })
  void herMailLeavesAtTheFirstSuchHourOnHerClock(String hour, String zone, String leaves) {
    assertThat(Cadence.parse("each", hour, zone).moment(slot("2026-01-14T07:00"))).isEqualTo(Instant.parse(leaves));
  }

  @ParameterizedTest
  @CsvSource({
    "each, 13:00, '', 2026-01-14T12:00", // one mail for two slots before her hour
    "each, 12:30, '', 2026-01-14T12:00",
    "each, 11:30, '', 2026-01-14T12:00", // half an hour is no time for a mail that may have to be tried again
    "each, 06:00, '', 2026-01-13T18:00",
    "weekly WED, 13:00, '', 2026-01-14T12:00",
    "weekly THU, 08:00, Asia/Tokyo, 2026-01-14T18:00",
    "daily 00:00, '', '', 2026-01-14T07:00",
    "daily 00:00, '', Asia/Tokyo, 2026-01-14T18:00",
    "daily 10:00, '', '', 2026-01-14T12:00",
    "monthly 15, '', Pacific/Auckland, 2026-01-14T12:00"
  })
  void ofSeveralSlotsOneIsHers(String rhythm, String hour, String zone, String hers) {
    Cadence cadence = Cadence.parse(rhythm, hour, zone);
    List<Slot> from13to15 = Timetable.between(THRICE, Instant.parse("2026-01-10T00:00:00Z"), Instant.parse("2026-01-15T06:00:00Z"));
    var due = new ArrayList<String>();
    for (int i = 0; i < from13to15.size(); i++) {
      var before = new ArrayList<>(from13to15.subList(0, i));
      java.util.Collections.reverse(before);
      if (cadence.isDue(new Occasion(THRICE, from13to15.get(i), before, List.of()))) due.add(from13to15.get(i).local().toString());
    }
    assertThat(due).contains(hers);
    assertThat(due.stream().map(local -> local.substring(0, 10))).doesNotHaveDuplicates();
  }

  /** Through a year with both days on which the clocks of London change; other clocks change on other days. */
  @ParameterizedTest
  @ValueSource(strings = {"Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "Africa/Casablanca"})
  void eachLocalDayHasOneMailAtAnyHour(String zone) {
    List<Slot> year = Timetable.between(DAILY, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-03T00:00:00Z"));
    for (int hour = 0; hour < 24; hour++) {
      Cadence cadence = Cadence.parse("each", "%02d:30".formatted(hour), zone);
      List<Instant> mails = year.stream().filter(slot -> cadence.isDue(new Occasion(DAILY, slot, List.of(), List.of()))).map(cadence::moment).toList();
      assertThat(mails.size()).as(zone + " " + hour).isBetween(year.size() - 2, year.size()); // where the gap shrinks two slots may share an hour
      assertThat(mails).isSorted().doesNotHaveDuplicates();
      List<LocalDate> days = mails.stream().map(mail -> mail.atZone(ZoneId.of(zone)).toLocalDate()).distinct().toList();
      assertThat(mails.size() - days.size()).as("the hour an hour before the slot falls on either side of midnight at most").isLessThanOrEqualTo(2);
    }
  }

  /** A host that runs at 07:01 and 18:01 only never publishes the slot of 12:00, the last before her hour. */
  @ParameterizedTest
  @CsvSource({"missed, true", "quiet, false"})
  void whereTheLastSlotBeforeHerHourWasMissedTheNextIsHersAtOnce(String what, boolean hers) {
    Cadence cadence = Cadence.parse("each", "13:30", "");
    var occasion = new Occasion(THRICE, slot("2026-01-14T18:00"), List.of(slot("2026-01-14T07:00"), slot("2026-01-13T18:00")), what.equals("quiet") ? List.of(slot("2026-01-14T12:00")) : List.of());
    assertThat(cadence.isDue(occasion)).isEqualTo(hers);
    if (hers) assertThat(cadence.leaves(occasion)).isEqualTo(Instant.parse("2026-01-14T18:00:00Z"));
    var next = new Occasion(THRICE, slot("2026-01-15T07:00"), List.of(slot("2026-01-14T18:00"), slot("2026-01-14T07:00")), List.of());
    assertThat(cadence.isDue(next)).as("once").isFalse();
  }

  @Test
  void anExtraEditionIsForWhoGetsEach() {
    var extra = new Occasion(DAILY, new Slot("daily", LocalDateTime.parse("2026-01-14T10:11"), ZoneId.of("Europe/London"), true), List.of(), List.of());
    assertThat(Cadence.EACH.isDue(extra)).isTrue();
    assertThat(Cadence.parse("daily 00:00", "", "").isDue(extra)).isFalse();
    assertThat(Cadence.parse("each", "18:00", "").isDue(extra)).isTrue();
    assertThat(Cadence.parse("each", "08:00", "").isDue(extra)).as("the next slot comes before her hour").isFalse();
  }

  @Test
  void aNewsletterThatOffersLessSaysWhat() {
    var weekly = new Leeway(EnumSet.of(Leeway.Part.WEEKLY));
    assertThat(weekly.objection(Cadence.parse("weekly MON", "", "Asia/Tokyo"))).isEmpty();
    assertThat(weekly.objection(Cadence.parse("monthly 1", "09:00", ""))).hasValue("'monthly 1' and an own hour are not among what its readers may choose (readers_may)");
    assertThat(Leeway.ALL.objection(Cadence.parse("daily 07:00", "09:00", ""))).isEmpty();
    assertThatThrownBy(() -> Cadence.parse("each", "", "Mars/Olympus")).hasMessage("the zone 'Mars/Olympus' is not known; write one such as Europe/London");
  }
}
