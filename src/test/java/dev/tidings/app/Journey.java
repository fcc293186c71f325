package dev.tidings.app;

import dev.tidings.demo.Newsroom;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
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
 * the mails of each run as bytes and what the run said, under names that sort.
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
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        Path target = house.resolve(folder.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    for (String step : Files.readAllLines(folder.resolve("steps.txt"))) take(step.split(" "));
    return outcome;
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
    report.account().forEach(row -> said.add(row.edition() + " planned " + row.planned() + " " + new TreeMap<>(row.states())));
    outcome.put(runs + "-run.txt", String.join("\n", said) + "\n");
    for (MimeMessage mail : relay.getReceivedMessages()) {
      var bytes = new ByteArrayOutputStream();
      mail.writeTo(bytes);
      outcome.put(runs + "-" + mail.getAllRecipients()[0] + ".eml", untraced(bytes.toString(StandardCharsets.UTF_8)));
    }
    relay.purgeEmailFromAllMailboxes();
  }

  /** Without the lines the relay put on top: they are not ours. RFC 5321 4.4 */
  private static String untraced(String mail) {
    return mail.replaceFirst("\\A(?:(?:Return-Path|Received):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+", "");
  }

  @Override
  public void close() {
    relay.stop();
  }
}
