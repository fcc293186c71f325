package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.cli.Opener;
import dev.tidings.config.HouseFile;
import dev.tidings.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What works behind {@code serve}, through six months in five zones whose clocks change within them, at times of day that are left
 * out on the one day and come twice on the other.
 */
class MonthsTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final LocalDate LAST = LocalDate.of(2027, 4, 8);
  private static final Map<String, String> TIMES = Map.of("Europe/London", "01:30", "America/New_York", "02:30", "Australia/Lord_Howe", "02:15", "America/Havana", "00:30", "Africa/Casablanca", "02:30");
  @TempDir Path temp;
  private final TurnedClock clock = new TurnedClock(FIRST.atTime(8, 0).toInstant(ZoneOffset.UTC));

  @Test
  @Tag("slow")
  void eachLocalDateHasOneEditionAndEachReaderEachStoryOnce() throws Exception {
    try (var relay = new RawRelay()) {
      Shop shop = Shop.furnished(temp.resolve("house"), relay.address().getPort());
      furnish(shop, relay.address().getPort());
      HouseFile house = HouseFile.readOrMake(shop.home);
      var app = new App(OpenHouse.settings(shop.home, false), shop.home, clock, new HouseStore(TestStore.place(shop.home.resolve("data/tidings.db")), house).open(Opener.Purpose.WORK));
      long began = System.nanoTime();
      try (var duty = new Duty(app)) {
        until(duty.publishing()::isResting);
        for (; clock.now.isBefore(LAST.atTime(17, 0).toInstant(ZoneOffset.UTC)); clock.now = clock.now.plus(Duration.ofHours(8))) wake(duty);
        until(() -> duty.queue().waiting() == 0);
        TIMES.keySet().forEach(zone -> assertThat(dates(app, slug(zone))).as(zone + skipped(app)).isEqualTo(FIRST.plusDays(1).datesUntil(LAST.plusDays(1)).map(LocalDate::toString).toList()));
      }
      System.out.printf("%d mails of %d days in %d s%n", relay.mails.size(), LAST.toEpochDay() - FIRST.toEpochDay(), Duration.ofNanos(System.nanoTime() - began).toSeconds());
      toldOnce(relay);
    }
  }

  private static void furnish(Shop shop, int port) throws Exception {
    var newsletters = new StringBuilder();
    for (Map.Entry<String, String> one : TIMES.entrySet()) {
      newsletters.append("  %s: {title: %s, zone: %s, schedule: every day at %s, subscribers: [%1$s.csv]}%n".formatted(slug(one.getKey()), slug(one.getKey()), one.getKey(), one.getValue()));
      shop.write("subscribers/" + slug(one.getKey()) + ".csv", "email\nreader@" + slug(one.getKey()) + ".example\n");
    }
    shop.write("config/tidings.yml", """
        site: {title: The Sheet, url: 'https://sheet.example', zone: UTC, address: 3 Quay Lane}
        newsletters:
        %smail:
          from: The Sheet <sheet@sheet.example>
          relay: {host: 127.0.0.1, port: %d, security: none}
        """.formatted(newsletters, port));
    for (LocalDate day = FIRST.plusDays(1); !day.isAfter(LAST); day = day.plusDays(1)) shop.post("posts/" + day + ".md", "Story of " + day, "City", day.minusDays(1) + " 13:00:00");
  }

  private static String slug(String zone) {
    return zone.substring(zone.indexOf('/') + 1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static void wake(Duty duty) throws InterruptedException {
    duty.publishing().call();
    until(duty.publishing()::isResting);
  }

  private interface Done {
    boolean get();
  }

  private static void until(Done done) throws InterruptedException {
    for (int i = 0; i < 30_000; i++) {
      if (done.get()) return;
      Thread.sleep(1);
    }
    throw new AssertionError("it does not end");
  }

  private static List<String> dates(App app, String newsletter) {
    return app.database().read(sql -> sql.createQuery("SELECT substr(local, 1, 10) FROM edition WHERE newsletter = ? ORDER BY number").bind(0, newsletter).mapTo(String.class).list());
  }

  private static List<String> skipped(App app) {
    return app.database().read(sql -> sql.createQuery("SELECT newsletter || ' ' || local || ' ' || reason FROM slot_skipped").mapTo(String.class).list());
  }

  private static void toldOnce(RawRelay relay) {
    Map<String, List<String>> told = new HashMap<>();
    for (RawRelay.Received mail : relay.mails) {
      String text = new StrictMail(mail.bytes()).text();
      List<String> own = told.computeIfAbsent(mail.recipient(), any -> new ArrayList<>());
      java.util.regex.Pattern.compile("Story of (\\d{4}-\\d\\d-\\d\\d)").matcher(text).results().map(found -> found.group(1)).distinct().forEach(own::add);
    }
    assertThat(told).hasSize(TIMES.size());
    List<String> all = FIRST.plusDays(1).datesUntil(LAST.plusDays(1)).map(LocalDate::toString).toList();
    told.forEach((reader, stories) -> {
      Predicate<String> early = day -> day.compareTo(LAST.minusDays(1).toString()) < 0; // the last ones are told after the end in some zones
      assertThat(stories).as(reader).doesNotHaveDuplicates().containsAll(all.stream().filter(early).toList());
    });
  }
}
