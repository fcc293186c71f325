package dev.tidings.app;

import dev.tidings.demo.Newsroom;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A reader's story, played: a house, and steps such as {@code run MOMENT}, {@code copy FROM TO}, {@code move FROM TO}. What comes out are
 * the mails of each run, decoded, what each run said, and the feeds at the end, under names that sort.
 */
final class Journey implements AutoCloseable {
  private final Path house;
  private final Newsroom newsroom;
  private final GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final SortedMap<String, String> outcome = new TreeMap<>();
  private int runs;

  /** @param house an empty folder */
  Journey(Path house, Newsroom newsroom) {
    this.house = house;
    this.newsroom = newsroom;
    relay.start();
  }

  SortedMap<String, String> play(Path folder) throws Exception {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).filter(file -> !file.startsWith(folder.resolve("expected"))).toList()) {
        Path target = house.resolve(folder.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    secrets();
    for (String step : Files.readAllLines(folder.resolve("steps.txt"))) take(step.split(" "));
    return outcome;
  }

  /** The house's name, salt and key, which are random otherwise: with them each mail has the same bytes every time. */
  private void secrets() throws IOException {
    Files.createDirectories(house.resolve("data/keys"));
    Files.writeString(house.resolve("data/keys/tokens"), "1 " + "5a".repeat(32) + "\n");
    Files.writeString(house.resolve("config/house.yml"), "id: 00000000-0000-4000-8000-000000000001\nsalt: 000102030405060708090a0b0c0d0e0f\n");
  }

  private void take(String[] step) throws Exception {
    switch (step[0]) {
      case "run" -> run(Instant.parse(step[1]));
      case "copy" -> Files.copy(house.resolve(step[1]), house.resolve(step[2]), StandardCopyOption.REPLACE_EXISTING);
      case "move" -> Files.move(house.resolve(step[1]), house.resolve(step[2]));
      default -> throw new IllegalArgumentException("no such step: " + String.join(" ", step));
    }
  }

  private void run(Instant moment) throws Exception {
    runs++;
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.getSmtp().getPort());
    Newsroom.Report report = newsroom.publish(new Newsroom.Place(house, house), Clock.fixed(moment, ZoneOffset.UTC), at);
    var said = new ArrayList<String>(List.of("run at " + moment));
    said.addAll(report.problems());
    said.addAll(report.notes());
    report.account().forEach(row -> said.add(row.edition() + " planned " + row.planned() + " " + new TreeMap<>(row.states())));
    outcome.put(runs + "-run.txt", String.join("\n", said) + "\n");
    for (MimeMessage mail : relay.getReceivedMessages()) {
      ReadMail read = ReadMail.of(mail);
      String name = runs + "-" + ((InternetAddress) mail.getAllRecipients()[0]).getAddress();
      outcome.put(name + ".head.txt", head(mail));
      outcome.put(name + ".txt", read.text().replace("\r\n", "\n"));
      if (!read.html().isEmpty()) outcome.put(name + ".html", read.html().replace("\r\n", "\n"));
    }
    relay.purgeEmailFromAllMailboxes();
    for (String feed : List.of("rss.xml", "atom.xml", "feed.json")) outcome.put("feeds-" + feed, Files.readString(house.resolve("site/feeds/all").resolve(feed)));
  }

  /** The header as it came, without the lines the relay put on top: they are not ours. RFC 5321 4.4 */
  private static String head(MimeMessage mail) throws IOException, MessagingException {
    var bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    String all = bytes.toString(StandardCharsets.UTF_8);
    return untraced(all.substring(0, all.indexOf("\r\n\r\n") + 2)).replace("\r\n", "\n");
  }

  private static String untraced(String mail) {
    return mail.replaceFirst("\\A(?:(?:Return-Path|Received):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+", "");
  }

  @Override
  public void close() {
    relay.stop();
  }
}
