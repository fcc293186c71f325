package dev.tidings.app;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidings.demo.Newsroom;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A house whose admin does something random each day; it knows what every reader must have been told. */
final class History implements AutoCloseable {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final List<String> CATEGORIES = List.of("City", "Court", "Garden");
  private static final Pattern STORY = Pattern.compile("Story[0-9]{4}");

  private record Story(String name, String category, int firstSeen, boolean kept) {}

  private record Reader(String address, Set<String> categories, String rhythm, int joined, boolean listed) {}

  private final Path house;
  private final Random random;
  private final OrdinaryNewsroom newsroom = new OrdinaryNewsroom();
  private final GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final Map<String, Path> files = new LinkedHashMap<>();
  private final Map<String, Story> stories = new LinkedHashMap<>();
  private final Map<String, Reader> readers = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> told = new TreeMap<>();
  private ZonedDateTime now = ZonedDateTime.of(LocalDateTime.parse("2026-03-10T06:00:00"), ZONE);
  private int runs;

  History(Path house, long seed) throws IOException {
    this.house = house;
    this.random = new Random(seed);
    for (String name : List.of("config", "posts", "subscribers")) Files.createDirectories(house.resolve(name));
    Files.writeString(house.resolve("config/tidings.yml"), """
        site: {title: The Quay Leaf, url: "https://quay.example", language: en, zone: Europe/Berlin, address: "1 Quay, Whitmouth"}
        posts: [posts]
        newsletters:
          daily: {title: The Daily Leaf, categories: all, schedule: every day at 07:00, subscribers: [daily.csv], max_items: 400}
        mail:
          from: The Quay Leaf <digest@quay.example>
          relay: {host: 127.0.0.1, port: 2525, security: none}
        """);
    relay.start();
    for (int i = 0; i < 4; i++) join();
    run(true);
  }

  /** Some acts of the admin, then some runs, some of them while the relay is down, some days none at all. */
  void day() throws Exception {
    for (int acts = random.nextInt(5); acts > 0; acts--) act();
    now = now.toLocalDate().plusDays(1).atTime(6, 0).atZone(ZONE);
    if (random.nextInt(5) == 0) return;
    for (int i = random.nextInt(3); i >= 0; i--) {
      now = now.plusMinutes(random.nextInt(7 * 60));
      run(random.nextInt(4) > 0);
    }
  }

  /** Nothing changes any more; every slot is kept and the relay is well. */
  void quiet(int days) {
    for (int i = 0; i < days; i++) {
      now = now.toLocalDate().plusDays(1).atTime(7, 1).atZone(ZONE);
      run(true);
      now = now.plusHours(6);
      run(true);
    }
  }

  /** Everything that is not as promised; empty is right. */
  List<String> wrongs() {
    var wrongs = new ArrayList<String>();
    for (Reader reader : readers.values()) {
      Map<String, Integer> got = told.getOrDefault(reader.address(), Map.of());
      got.forEach((name, times) -> {
        if (times > 1) wrongs.add("%s was told %s %d times".formatted(reader.address(), name, times));
        if (!reader.categories().contains(stories.get(name).category())) wrongs.add("%s does not follow %s".formatted(reader.address(), name));
      });
      for (Story story : stories.values()) {
        boolean due = reader.listed() && story.kept() && story.firstSeen() > reader.joined() && reader.categories().contains(story.category());
        if (due && !got.containsKey(story.name())) wrongs.add("%s was never told %s".formatted(reader.address(), story.name()));
      }
    }
    return wrongs;
  }

  private void act() throws IOException {
    switch (random.nextInt(10)) {
      case 0 -> edit();
      case 1 -> move();
      case 2 -> remove();
      case 3 -> join();
      case 4 -> leave();
      default -> publish();
    }
  }

  private void publish() throws IOException {
    String name = "Story%04d".formatted(stories.size() + 1);
    String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
    LocalDateTime date = now.toLocalDateTime().minusDays(random.nextInt(5) == 0 ? random.nextInt(20) : 0).minusMinutes(5);
    stories.put(name, new Story(name, category, runs + 1, true));
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
    if (files.isEmpty()) return;
    Path file = List.copyOf(files.values()).get(random.nextInt(files.size()));
    Files.writeString(file, Files.readString(file) + "\nLater it was heard again, " + random.nextInt() + ".\n");
    Files.setLastModifiedTime(file, FileTime.from(now.minusMinutes(1).toInstant()));
  }

  private void move() throws IOException {
    if (files.isEmpty()) return;
    String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    Path target = house.resolve("posts/moved-" + random.nextInt(3) + "/" + name.toLowerCase() + "-" + random.nextInt(1_000_000) + ".md");
    Files.createDirectories(target.getParent());
    Files.move(files.get(name), target);
    files.put(name, target);
  }

  private void remove() throws IOException {
    if (files.size() < 3) return;
    String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    Files.delete(files.remove(name));
    Story story = stories.get(name);
    stories.put(name, new Story(name, story.category(), story.firstSeen(), false));
  }

  private void join() throws IOException {
    var follows = new TreeSet<String>();
    CATEGORIES.stream().filter(category -> random.nextBoolean()).forEach(follows::add);
    if (follows.isEmpty()) follows.addAll(CATEGORIES);
    String address = "reader%d@readers.example".formatted(readers.size() + 1);
    readers.put(address, new Reader(address, follows, random.nextInt(3) == 0 ? "weekly WED" : "each", runs + 1, true));
    list();
  }

  /** Never more than a few at once: a list that shrinks by half is a question to the admin, not an order. */
  private void leave() throws IOException {
    List<Reader> listed = readers.values().stream().filter(Reader::listed).toList();
    if (listed.size() < 4) return;
    Reader reader = listed.get(random.nextInt(listed.size()));
    readers.put(reader.address(), new Reader(reader.address(), reader.categories(), reader.rhythm(), reader.joined(), false));
    list();
  }

  private void list() throws IOException {
    var rows = new StringBuilder("email,categories,rhythm\n");
    readers.values().stream().filter(Reader::listed).forEach(reader ->
        rows.append("%s,\"%s\",%s%n".formatted(reader.address(), String.join(";", reader.categories()), reader.rhythm())));
    Files.writeString(house.resolve("subscribers/daily.csv"), rows);
  }

  private void run(boolean relayIsUp) {
    runs++;
    int port = relayIsUp ? relay.getSmtp().getPort() : 1;
    newsroom.publish(new Newsroom.Place(house, house), Clock.fixed(now.toInstant(), ZoneOffset.UTC),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    for (MimeMessage mail : relay.getReceivedMessages()) count(mail);
    if (relayIsUp) purge();
  }

  private void purge() {
    try {
      relay.purgeEmailFromAllMailboxes();
    } catch (com.icegreen.greenmail.store.FolderException e) {
      throw new IllegalStateException(e);
    }
  }

  private void count(MimeMessage mail) {
    try {
      String address = mail.getAllRecipients()[0].toString();
      var seen = new TreeSet<String>();
      Matcher matcher = STORY.matcher(GreenMailUtil.getBody(mail).replace("=\r\n", ""));
      while (matcher.find()) seen.add(matcher.group());
      Map<String, Integer> counts = told.computeIfAbsent(address, any -> new HashMap<>());
      seen.forEach(name -> counts.merge(name, 1, Integer::sum));
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    relay.stop();
  }
}
