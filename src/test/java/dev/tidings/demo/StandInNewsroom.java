package dev.tidings.demo;

import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The smallest newsroom that keeps the contract: at 07:00 one mail to two readers, deferred while nobody listens. */
final class StandInNewsroom implements Newsroom {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private final List<Instant> told = new ArrayList<>();
  private final List<Row> account = new ArrayList<>();
  private int owed;

  @Override
  public Optional<Instant> nextSlot(Place place, Instant after) {
    ZonedDateTime seven = after.atZone(LONDON).with(LocalTime.of(7, 0));
    return Optional.of((seven.toInstant().isAfter(after) ? seven : seven.plusDays(1)).toInstant());
  }

  @Override
  public Report publish(Place place, Clock clock, InetSocketAddress relay) {
    try {
      Files.createDirectories(place.work().resolve("site/feeds/all"));
      Files.writeString(place.work().resolve("site/feeds/all/rss.xml"), "<rss version=\"2.0\"/>");
      Files.writeString(place.work().resolve("site/index.html"), "<p><a href=\"https://dispatch.example/feeds/\">Feeds</a>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Instant slot = clock.instant().atZone(LONDON).with(LocalTime.of(7, 0)).toInstant();
    if (Duration.between(slot, clock.instant()).abs().toMinutes() < 2 && !told.contains(slot)) {
      told.add(slot);
      owed += 2;
    }
    boolean arrived = owed > 0 && send(relay);
    if (owed > 0) account.add(0, new Row(new Edition("daily", told.size(), "today 07:00", "Bridge carts to keep left <b>", 12), 2, Map.of(arrived ? "sent" : "deferred", 2)));
    if (arrived) owed = 0;
    return new Report("https://dispatch.example", List.of("posts/a.md:5: date '2026-17-24' is not a date (month 17)."), List.of(), List.copyOf(account));
  }

  @Override
  public Clock clock() {
    return Clock.fixed(Instant.parse("2026-03-10T15:00:00Z"), LONDON);
  }

  private boolean send(InetSocketAddress relay) {
    ServerSetup setup = new ServerSetup(relay.getPort(), "127.0.0.1", "smtp");
    Session session = Session.getInstance(setup.configureJavaMailSessionProperties(new Properties(), false));
    try {
      for (String to : List.of("hester@southwark.example", "letitia@clocks.example")) {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom("digest@dispatch.example");
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject("Bridge carts to keep left <b>", "UTF-8");
        var text = new MimeBodyPart();
        text.setText("the text part", "UTF-8");
        var html = new MimeBodyPart();
        html.setContent("<html><head></head><body><a href=\"https://dispatch.example/posts/a/\">Read</a></body></html>", "text/html; charset=utf-8");
        mail.setContent(new MimeMultipart("alternative", text, html));
        Transport.send(mail);
      }
      return true;
    } catch (MessagingException e) {
      return false;
    }
  }
}
