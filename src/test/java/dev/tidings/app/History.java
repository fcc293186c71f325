package dev.tidings.app;

import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Pacing;
import dev.tidings.timetable.Cadence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A house whose admin, readers and relay do something random each day; it knows what every reader must have been told. */
final class History implements AutoCloseable {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final List<String> CATEGORIES = List.of("City", "Court", "Garden");
  private static final List<String> RHYTHMS = List.of("each", "each", "each", "daily 00:00", "weekly WED", "weekly SUN", "monthly 3");
  private static final List<String> HOURS = List.of("", "", "05:30", "06:30", "12:00", "23:45");
  private static final List<String> ZONES = List.of("", "Europe/Berlin", "Asia/Tokyo", "America/New_York", "Pacific/Apia");

  private record Story(String name, String category, int firstSeen, boolean kept) {}

  private record Reader(String address, Set<String> categories, String pace, int joined, boolean listed) {}

  private final Path house;
  private final Random random;
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final Map<String, String> away = new LinkedHashMap<>();
  private final Map<String, Story> stories = new LinkedHashMap<>();
  private final Map<String, Reader> readers = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private final Chronicle chronicle;
  private ZonedDateTime now = ZonedDateTime.of(LocalDateTime.parse("2026-03-10T06:00:00"), ZONE);
  private int runs;

  /** @param schedule of its one newsletter */
  History(Path house, long seed, String schedule) throws IOException {
    this.house = house;
    this.random = new Random(seed);
    for (String name : List.of("config", "posts", "subscribers")) Files.createDirectories(house.resolve(name));
    Files.writeString(house.resolve("config/tidings.yml"), """
        site: {title: The Quay Leaf, url: "https://quay.example", language: en, zone: Europe/Berlin, address: "1 Quay, Whitmouth"}
        posts: [posts]
        newsletters:
          daily: {title: The Daily Leaf, categories: all, schedule: %s, subscribers: [daily.csv], max_items: 400}
        mail:
          from: The Quay Leaf <digest@quay.example>
          relay: {host: 127.0.0.1, port: 2525, security: none}
        """.formatted(schedule));
    for (int i = 0; i < 4; i++) join();
    this.chronicle = new Chronicle(house, now.toInstant());
    run(true, Optional.empty());
  }

  /** Some acts of the admin and of readers, then some runs, some of them while the relay is down, some days none at all. */
  void day() throws Exception {
    for (int acts = random.nextInt(5); acts > 0; acts--) act();
    now = now.toLocalDate().plusDays(1).atTime(6, 0).atZone(ZONE);
    if (random.nextInt(5) == 0) return;
    for (int i = random.nextInt(3); i >= 0; i--) {
      now = now.plusMinutes(random.nextInt(7 * 60));
      run(random.nextInt(4) > 0, Optional.of("daily").filter(any -> random.nextInt(6) == 0));
    }
  }

  /** Nothing changes any more; all files are there and the relay is well. @param every so many days the program runs */
  void quiet(int days, int every) throws IOException {
    for (String name : List.copyOf(away.keySet())) back(name);
    for (int i = 0; i < days; i += every) {
      now = now.toLocalDate().plusDays(every).atTime(6, 1).atZone(ZONE);
      for (LocalTime time : List.of(LocalTime.of(7, 1), LocalTime.of(15, 1))) {
        now = now.toLocalDate().atTime(time).atZone(ZONE);
        run(true, Optional.empty());
        for (int hours = 0; hours < 8; hours += 2) {
          now = now.plusHours(2);
          deliver(true);
        }
      }
    }
  }

  /** Everything that is not as promised; empty is right. */
  List<String> wrongs() {
    var wrongs = new ArrayList<String>();
    for (Reader reader : readers.values()) {
      Map<String, Integer> got = chronicle.told(reader.address());
      got.forEach((name, times) -> {
        if (times > 1) wrongs.add("%s was told %s %d times".formatted(reader.address(), name, times));
        if (!reader.categories().contains(stories.get(name).category())) wrongs.add("%s does not follow %s".formatted(reader.address(), name));
      });
      for (Story story : stories.values()) {
        boolean due = reader.listed() && story.kept() && story.firstSeen() > reader.joined() && reader.categories().contains(story.category());
        if (due && !got.containsKey(story.name())) wrongs.add("%s (%s) was never told %s".formatted(reader.address(), reader.pace(), story.name()));
      }
    }
    return wrongs;
  }

  /** What happened, line by line. */
  List<String> log() {
    return log;
  }

  private void note(String what) {
    log.add(now.toLocalDateTime() + " " + what);
  }

  private void act() throws IOException {
    switch (random.nextInt(16)) {
      case 0 -> edit();
      case 1 -> move();
      case 2 -> remove();
      case 3 -> join();
      case 4 -> leave();
      case 5, 6 -> goAway();
      case 7 -> away.keySet().stream().findFirst().ifPresent(this::back);
      case 8 -> pace(Optional.of(now.plusDays(1 + random.nextInt(9)).toInstant()));
      case 9 -> pace(Optional.empty());
      case 10 -> chronicle.restart();
      default -> publish();
    }
  }

  /** A file is missing, or holds nonsense, for a while. */
  private void goAway() throws IOException {
    if (files.isEmpty()) return;
    String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    if (away.containsKey(name)) return;
    away.put(name, Files.readString(files.get(name)));
    boolean gone = random.nextBoolean();
    note(name + (gone ? " is missing" : " is broken"));
    if (gone) Files.delete(files.get(name));
    else put(files.get(name), "---\ntitle: [\n---\n");
  }

  private void back(String name) {
    note(name + " is back");
    put(files.get(name), away.remove(name));
  }

  private void put(Path file, String text) {
    try {
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, FileTime.from(now.minusMinutes(1).toInstant()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A reader pauses, or chooses anew when her mail comes. */
  private void pace(Optional<Instant> pauseUntil) {
    List<Reader> listed = readers.values().stream().filter(Reader::listed).toList();
    Reader reader = listed.get(random.nextInt(listed.size()));
    String[] pace = (pauseUntil.isPresent() ? reader.pace() : randomPace()).split(",", -1);
    MailAddress address = ((MailAddress.Parsed.Good) MailAddress.parse(reader.address())).address();
    var wish = new Pacing.Pace(Cadence.parse(pace[0], pace[1], pace[2]), pauseUntil);
    chronicle.app().database().durably(tx -> new Pacing().keep(tx, address, "daily", wish, now.toInstant()));
    note(reader.address() + " chooses " + String.join(",", pace) + pauseUntil.map(until -> ", paused until " + until).orElse(""));
    readers.put(reader.address(), new Reader(reader.address(), reader.categories(), String.join(",", pace), reader.joined(), true));
  }

  private String randomPace() {
    return RHYTHMS.get(random.nextInt(RHYTHMS.size())) + "," + HOURS.get(random.nextInt(HOURS.size())) + "," + ZONES.get(random.nextInt(ZONES.size()));
  }

  private void publish() throws IOException {
    String name = "Story%04d".formatted(stories.size() + 1);
    String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
    LocalDateTime date = now.toLocalDateTime().minusDays(random.nextInt(5) == 0 ? random.nextInt(20) : 0).minusMinutes(5);
    stories.put(name, new Story(name, category, runs + 1, true));
    note(name + " in " + category);
    write(house.resolve("posts/" + name.toLowerCase() + ".md"), name, category, date, "It was heard at the quay.");
  }

  private void write(Path file, String name, String category, LocalDateTime date, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, """
        ---
        title: "%s is heard at the quay"
        category: %s
        date: %s
        tldr: [The bell rang., The boats came in., All went home.]
        ---
        %s
        """.formatted(name, category, date.toString().replace('T', ' '), body + " Number " + random.nextInt()));
    Files.setLastModifiedTime(file, FileTime.from(now.minusMinutes(1).toInstant()));
    files.put(name, file);
  }

  private void edit() throws IOException {
    List<Path> here = files.entrySet().stream().filter(file -> !away.containsKey(file.getKey())).map(Map.Entry::getValue).toList();
    if (here.isEmpty()) return;
    Path file = here.get(random.nextInt(here.size()));
    Files.writeString(file, Files.readString(file) + "\nLater it was heard again, " + random.nextInt() + ".\n");
    Files.setLastModifiedTime(file, FileTime.from(now.minusMinutes(1).toInstant()));
  }

  private void move() throws IOException {
    if (files.isEmpty()) return;
    String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    if (away.containsKey(name)) return;
    Path target = house.resolve("posts/moved-" + random.nextInt(3) + "/" + name.toLowerCase() + "-" + random.nextInt(1_000_000) + ".md");
    Files.createDirectories(target.getParent());
    Files.move(files.get(name), target);
    files.put(name, target);
  }

  private void remove() throws IOException {
    if (files.size() < 3) return;
    String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    if (away.containsKey(name)) return;
    note(name + " is removed");
    Files.delete(files.remove(name));
    Story story = stories.get(name);
    stories.put(name, new Story(name, story.category(), story.firstSeen(), false));
  }

  private void join() throws IOException {
    var follows = new TreeSet<String>();
    CATEGORIES.stream().filter(category -> random.nextBoolean()).forEach(follows::add);
    if (follows.isEmpty()) follows.addAll(CATEGORIES);
    String address = "reader%d@readers.example".formatted(readers.size() + 1);
    readers.put(address, new Reader(address, follows, randomPace(), runs + 1, true));
    note(address + " joins: " + follows + " " + readers.get(address).pace());
    list();
  }

  /** Never more than a few at once: a list that shrinks by half is a question to the admin, not an order. */
  private void leave() throws IOException {
    List<Reader> listed = readers.values().stream().filter(Reader::listed).toList();
    if (listed.size() < 4) return;
    Reader reader = listed.get(random.nextInt(listed.size()));
    readers.put(reader.address(), new Reader(reader.address(), reader.categories(), reader.pace(), reader.joined(), false));
    list();
  }

  private void list() throws IOException {
    var rows = new StringBuilder("email,categories,rhythm,send_after,zone\n");
    readers.values().stream().filter(Reader::listed).forEach(reader ->
        rows.append("%s,\"%s\",%s%n".formatted(reader.address(), String.join(";", reader.categories()), reader.pace())));
    Files.writeString(house.resolve("subscribers/daily.csv"), rows);
  }

  private void run(boolean relayIsUp, Optional<String> byHand) {
    runs++;
    note("run " + runs + (relayIsUp ? "" : ", the relay is down") + (byHand.isPresent() ? ", by hand" : ""));
    chronicle.turnTo(now.toInstant());
    chronicle.publish(byHand);
    chronicle.deliver(relayIsUp);
  }

  private void deliver(boolean relayIsUp) {
    chronicle.turnTo(now.toInstant());
    chronicle.deliver(relayIsUp);
  }

  @Override
  public void close() throws IOException {
    chronicle.close();
  }
}
