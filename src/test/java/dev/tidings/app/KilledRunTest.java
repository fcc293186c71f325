package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R1, the whole journey: {@code run} is killed with SIGKILL at random moments, that is while starting, gathering, importing a list,
 * freezing, building feeds and pages, sending, and recovering from the kill before. Afterwards everybody has one mail, the account is
 * right, and the site is, byte for byte, that of a twin house which nobody killed.
 */
class KilledRunTest {
  private static final int IN_FLIGHT = 2 * 2; // connections, and mails on each
  @TempDir Path temp;
  private final Random random = new Random(1666);
  private final TreeMap<String, Integer> moments = new TreeMap<>();

  /** What shows first that the work has come so far. */
  private enum Mark { START, STORE, SITE, RELAY }

  /** One morning's posts and readers. */
  private record Morning(int day, int posts, int readers) {
    String at(String time) {
      return LocalDate.of(2026, 11, 23).plusDays(day) + "T" + time + "Z";
    }
  }

  @Test
  void aMorningThatIsKilledThreeTimes() throws Exception {
    play(1, 40, 150, Mark.STORE, Mark.SITE, Mark.RELAY);
  }

  @Test
  @Tag("slow")
  void nineMorningsThatAreKilledSixTimesEach() throws Exception {
    play(9, 50, 150, Mark.START, Mark.STORE, Mark.STORE, Mark.SITE, Mark.SITE, Mark.RELAY);
  }

  private void play(int mornings, int posts, int readers, Mark... kills) throws Exception {
    int copies = 0;
    int killed = 0;
    long slowest = 0;
    try (var relay = new RawRelay(); var twinRelay = new RawRelay()) {
      Shop house = opened("house", relay);
      Shop twin = opened("twin", twinRelay);
      for (int day = 1; day <= mornings; day++) {
        var morning = new Morning(day, posts, readers * day);
        Map<String, String> before = site(house);
        write(house, morning);
        write(twin, morning);
        run(twin, morning);
        Map<String, String> after = site(twin);
        for (Mark kill : kills) {
          killed += killOnce(house, relay, kill, morning) ? 1 : 0;
          everythingIsWhole(house, morning, before, after);
        }
        slowest = Math.max(slowest, run(house, morning));
        copies += everyMailOnce(relay, morning, killed);
        accountIsRight(house, morning);
        assertThat(site(house)).isEqualTo(after);
        assertThat(leftovers(house)).isEmpty();
        for (RawRelay each : List.of(relay, twinRelay)) {
          each.mails.clear();
          each.commands.clear();
        }
      }
    }
    System.out.printf("R1: %d kills -9 of run, lost 0, copies %d, slowest restart to the right account %d ms; killed: %s%n", killed, copies, slowest, moments);
    assertThat(killed).isGreaterThan(mornings * kills.length / 2);
  }

  private Shop opened(String name, RawRelay relay) throws IOException {
    Shop shop = Shop.furnished(temp.resolve(name), relay.address().getPort());
    shop.write("config/house.yml", "id: 00000000-0000-4000-8000-000000000001\nsalt: 000102030405060708090a0b0c0d0e0f\n");
    shop.write("data/keys/tokens", "1 " + "5a".repeat(32) + "\n");
    shop.write("subscribers/daily.csv", "email\nr0@d0.example\nr1@d1.example\n");
    shop.say("run", "--at", "2026-11-23T08:30:00Z");
    return shop;
  }

  private static void write(Shop shop, Morning morning) throws IOException {
    for (int i = 0; i < morning.posts(); i++)
      shop.post("posts/day%d-%d.md".formatted(morning.day(), i), "Barge %d of day %d is in".formatted(i, morning.day()), i % 2 == 0 ? "Harbour" : "City",
          LocalDate.of(2026, 11, 22).plusDays(morning.day()) + " 09:%02d:%02d".formatted(i / 60, i % 60));
    var list = new StringBuilder("email\n");
    for (int i = 0; i < morning.readers(); i++) list.append("r").append(i).append("@d").append(i % 7).append(".example\n");
    shop.write("subscribers/daily.csv", list.toString());
  }

  /** @return milliseconds it took */
  private static long run(Shop shop, Morning morning) throws Exception {
    long start = System.nanoTime();
    Process process = shop.start("run", "--at", morning.at("07:00:20"));
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(shop.home.resolve("err.txt"))).isZero();
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  /** A random moment after the mark. */
  private boolean killOnce(Shop house, RawRelay relay, Mark mark, Morning morning) throws Exception {
    Path page = house.home.resolve("site/posts");
    long store = size(house.home.resolve("data/tidings.db-wal"));
    int pages = entries(page);
    int mails = relay.mails.size() + random.nextInt(morning.readers() / 2);
    Process process = house.start("run", "--at", morning.at("07:00:20"));
    BooleanSupplier begun = switch (mark) {
      case START -> () -> true;
      case STORE -> TestStore.isPostgres() ? () -> true : () -> size(house.home.resolve("data/tidings.db-wal")) != store;
      case SITE -> () -> entries(page) > pages;
      case RELAY -> () -> relay.mails.size() > mails;
    };
    while (process.isAlive() && !begun.getAsBoolean()) LockSupport.parkNanos(500_000);
    process.waitFor(random.nextInt(mark == Mark.START ? 1_500 : 120), TimeUnit.MILLISECONDS);
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    return alive;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private static int entries(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : names.length;
  }

  /** The list is the old one or the new one, the edition is not there or all of it is, and each file is the old one or the new one. */
  private void everythingIsWhole(Shop house, Morning morning, Map<String, String> before, Map<String, String> after) throws Exception {
    try (var database = TestStore.open(house.home.resolve("data/tidings.db"))) {
      List<Long> counts = Stream.of("subscription WHERE status = 'active'", "edition", "delivery WHERE edition = (SELECT max(id) FROM edition)", "delivery WHERE state = 'sent'")
          .map(what -> database.read(sql -> sql.createQuery("SELECT count(*) FROM " + what).mapTo(Long.class).one())).toList();
      long old = morning.day() == 1 ? 2 : morning.readers() / morning.day() * (morning.day() - 1L);
      assertThat(counts.get(0)).as("readers").isIn(old, (long) morning.readers());
      boolean frozen = counts.get(1) == morning.day();
      assertThat(counts.get(2)).as("deliveries of the last edition").isIn(frozen ? List.of((long) morning.readers()) : List.of(0L, old));
      moments.merge(counts.get(0) == old ? "1 before the list" : !frozen ? "2 before the edition" : site(house).equals(after) ? "4 while sending" : "3 while writing the site", 1, Integer::sum);
    }
    site(house).forEach((file, text) -> assertThat(text).as(file).isIn(Stream.of(before.get(file), after.get(file)).filter(java.util.Objects::nonNull).toList()));
  }

  private static int everyMailOnce(RawRelay relay, Morning morning, int killed) {
    Map<String, List<RawRelay.Received>> mails = relay.mails.stream().collect(Collectors.groupingBy(RawRelay.Received::recipient));
    assertThat(mails).as("readers reached").hasSize(morning.readers());
    mails.forEach((who, copies) -> assertThat(copies.stream().map(copy -> new StrictMail(copy.bytes()).field("Message-ID")).distinct()).as(who).hasSize(1));
    int copies = relay.mails.size() - morning.readers();
    assertThat(copies).as("copies").isLessThanOrEqualTo(killed * IN_FLIGHT);
    return copies;
  }

  private static void accountIsRight(Shop house, Morning morning) throws IOException {
    var edition = house.say("report", "--json").json().at("/editions/0");
    assertThat(edition.get("number").asInt()).isEqualTo(morning.day());
    assertThat(edition.get("planned").asInt()).isEqualTo(morning.readers());
    assertThat(edition.get("sent").asInt()).isEqualTo(morning.readers());
  }

  /** All files of the site but those being written; the moment of publishing has seconds of its own. */
  private static Map<String, String> site(Shop shop) throws IOException {
    Path site = shop.home.resolve("site");
    try (Stream<Path> tree = Files.walk(site)) {
      return tree.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().startsWith("."))
          .collect(Collectors.toMap(file -> site.relativize(file).toString(), KilledRunTest::timeless));
    }
  }

  private static String timeless(Path file) {
    try {
      return Files.readString(file).replaceAll("07:00:\\d\\d(\\.\\d+)?", "07:00:--");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(file.toString(), e);
    }
  }

  private static List<Path> leftovers(Shop shop) throws IOException {
    try (Stream<Path> tree = Files.walk(shop.home)) {
      return tree.filter(file -> file.toString().matches(".*\\.(tmp|part|new)")).toList();
    }
  }
}
