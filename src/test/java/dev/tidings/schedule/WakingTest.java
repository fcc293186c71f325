package dev.tidings.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakingTest {
  private final AtomicInteger wakes = new AtomicInteger();

  @Test
  void theAlarmRingsAtTheSlotOfATurnedClock() {
    Clock real = Clock.systemUTC();
    Clock house = Clock.offset(real, Duration.between(real.instant(), Instant.parse("2026-01-28T06:59:58.500Z")));
    var imprint = new Imprint("The Daily", "", "en", ZoneId.of("Europe/London"), Optional.empty());
    var daily = new Newsletter("daily", imprint, CategoryChoice.ALL, Schedule.parse("every day at 07:00"), new Newsletter.Bounds(1, 20), List.of());
    try (var alarm = new Alarm(List.of(daily), new Alarm.Clocks(house, real), wakes::incrementAndGet)) {
      assertThat(alarm.next().orElseThrow().local()).hasToString("2026-01-28T07:00");
      await().atMost(Duration.ofSeconds(4)).until(() -> wakes.get() == 1);
      assertThat(alarm.next().orElseThrow().local()).hasToString("2026-01-29T07:00");
    }
  }

  @Test
  void aChangeInAFolderIsToldOncePerBurst(@TempDir Path folder) throws Exception {
    Path posts = Files.createDirectories(folder.resolve("posts/2026"));
    Path later = folder.resolve("notes");
    try (var watch = new FolderWatch(List.of(folder.resolve("posts"), later), wakes::incrementAndGet)) {
      for (int i = 0; i < 20; i++) Files.writeString(posts.resolve("p" + i + ".md"), "one");
      Files.writeString(posts.resolve(".p.md.swp"), "an editor's own");
      await().atMost(Duration.ofSeconds(5)).until(() -> wakes.get() >= 1);
      Thread.sleep(500);
      assertThat(wakes.get()).isEqualTo(1);
      Files.writeString(Files.createDirectories(posts.resolve("deep")).resolve("q.md"), "two");
      await().atMost(Duration.ofSeconds(5)).until(() -> wakes.get() >= 2);
      Files.writeString(Files.createDirectories(later).resolve("2026-01-28.md"), "a folder that was not there");
      int before = wakes.get();
      await().atMost(Duration.ofSeconds(5)).until(() -> wakes.get() > before);
    }
  }

  @Test
  void aShiftWorksOnWhenWorkFailsAndEndsWhenTold() {
    var shift = new Shift("a shift", Duration.ofMillis(50), () -> {
      if (wakes.incrementAndGet() == 1) throw new IllegalStateException("The disk is full.");
      return true;
    });
    await().atMost(Duration.ofSeconds(2)).until(() -> wakes.get() > 3);
    assertThat(shift.trouble()).isEmpty();
    assertThat(shift.end(Duration.ofSeconds(2))).isTrue();
    int then = wakes.get();
    shift.call();
    assertThat(wakes.get()).isEqualTo(then);
  }
}
