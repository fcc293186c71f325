package dev.tidings.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.AddressTable;
import dev.tidings.audience.Audience;
import dev.tidings.audience.AudienceSettings;
import dev.tidings.audience.LeftLog;
import dev.tidings.audience.Subscribers;
import dev.tidings.audience.Verdicts;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RELIABILITY S2: whatever stands in lists, and in the store, no foreign RCPT is on the wire. */
class AddressWireTest {
  @TempDir Path folder;

  @Test
  void listsInTwoFormsAndAnImportBringNoForeignRecipient() throws Exception {
    try (House house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> "", withUtf8())) {
      takeIn(house);
      house.publish(0);
      enqueueAll(house);
      house.deliver(relay.port(), Duration.ofSeconds(20));
      assertThat(foreign(relay)).isEmpty();
      assertThat(recipients(relay)).hasSizeGreaterThan(35).anyMatch(to -> to.startsWith("m\u00fcller@"));
      assertThat(house.count("state = 'sent'")).isEqualTo(relay.taken.size()).isGreaterThan(35);
      assertThat(relay.commands).allMatch(line -> line.matches("(?s)(EHLO|MAIL FROM:|RCPT TO:<|DATA|QUIT|RSET|NOOP).*"));
    }
  }

  /** The store may have been edited by hand: the dialogue asks for the proof again. */
  @Test
  void notEvenAHostileStoreDoes() throws Exception {
    try (House house = new House(folder); var relay = new ScriptedRelay((step, who, session) -> "", withUtf8())) {
      int id = 0;
      for (AddressTable.Odd odd : AddressTable.all()) {
        int number = ++id;
        house.database.inTx(tx -> tx.sql().execute("INSERT INTO subscriber (id, address_key, address, domain, created_at) VALUES (?, ?, ?, 'd.example', 0)", number, "k" + number, odd.address()));
        house.database.inTx(tx -> tx.sql().execute("INSERT INTO subscription (id, subscriber, newsletter, status, cursor, since) VALUES (?, ?, 'daily', 'active', 0, 0)", number, number));
      }
      house.publish(0);
      enqueueAll(house);
      house.deliver(relay.port(), Duration.ofSeconds(20));
      assertThat(foreign(relay)).isEmpty();
      assertThat(relay.taken).hasSizeGreaterThan(35);
      assertThat(house.count("state = 'sent'")).isEqualTo(relay.taken.size());
      assertThat(house.count("state IN ('queued', 'sending', 'deferred')")).isZero();
    }
  }

  private void takeIn(House house) throws Exception {
    Path lists = Files.createDirectories(folder.resolve("subscribers"));
    Files.writeString(lists.resolve("odd.csv"), AddressTable.csv());
    Files.writeString(lists.resolve("odd.yml"), AddressTable.yaml());
    Path export = Files.writeString(folder.resolve("export.csv"), AddressTable.csv());
    var settings = new AudienceSettings(lists, "house", "salt");
    var newsletter = new Newsletter("daily", new Imprint("Daily", "", "en", ZoneOffset.UTC, Optional.empty()), CategoryChoice.ALL,
        Schedule.BY_HAND, new Newsletter.Bounds(1, 20), List.of("odd.csv", "odd.yml"));
    house.database.durably(tx -> new Audience(settings).sync(tx, newsletter, new Audience.Sync(Instant.now(), 0, false)));
    house.database.durably(tx -> new Subscribers(settings, new LeftLog(settings)).importFile(tx, "daily", export, new Audience.Sync(Instant.now(), 0, true), Verdicts.NONE));
  }

  private static void enqueueAll(House house) {
    long now = house.clock.millis();
    house.database.inTx(tx -> tx.sql().execute("INSERT INTO delivery (edition, variant, subscriber, subscription, since, state, due_at, at)"
        + " SELECT 1, 1, subscriber, id, cursor, 'queued', ?, ? FROM subscription", now, now));
  }

  private static List<String> withUtf8() {
    return java.util.stream.Stream.concat(ScriptedRelay.EHLO.stream(), java.util.stream.Stream.of("SMTPUTF8")).toList();
  }

  private static Set<String> recipients(ScriptedRelay relay) {
    return relay.commands.stream().filter(line -> line.startsWith("RCPT TO:")).map(line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        .map(line -> java.text.Normalizer.normalize(line, java.text.Normalizer.Form.NFC)).map(line -> line.replaceAll("RCPT TO:<(.*?)>.*", "$1").toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> foreign(ScriptedRelay relay) {
    Set<String> foreign = recipients(relay);
    foreign.removeAll(good());
    return foreign;
  }

  private static Set<String> good() {
    Set<String> good = AddressTable.all().stream().flatMap(odd -> odd.key().stream()).collect(Collectors.toCollection(TreeSet::new));
    good.add("ann@ink.example");
    return good;
  }
}
