package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscribersTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final MailAddress ANN = ((MailAddress.Parsed.Good) MailAddress.parse("Ann@ink.example")).address();
  @TempDir Path folder;
  private final Database database = TestStore.passing();
  private Subscribers readers;

  @BeforeEach
  void twoReaders() throws IOException {
    var settings = new AudienceSettings(folder, "house", "salt");
    readers = new Subscribers(settings, new LeftLog(settings));
    Files.writeString(folder.resolve("some.csv"), "email,name,categories\nann@ink.example,=Ann,City\nbo@ink.example,Bo,\n");
    assertThat(take().counts().joined()).isEqualTo(2);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whoLeavesStaysOutUntilSheConsents() {
    assertThat(database.<Integer>inTx(tx -> readers.unsubscribe(tx, ANN, Optional.of("daily"), NOW).changed())).isEqualTo(1);
    assertThat(take().counts().joined()).isZero();
    assertThat(standing()).isEqualTo("ended left");
    assertThat(back(" ").changed()).isZero();
    assertThat(back("by telephone").changed()).isEqualTo(1);
    take();
    assertThat(standing()).isEqualTo("active ");
  }

  @Test
  void whoAnImportBringsInAsGoneIsRememberedOutsideTheStore() throws IOException {
    Path export = Files.writeString(folder.resolve("members.csv"), "email,status\ncy@ink.example,unsubscribed\ndi@ink.example,cleaned\ned@ink.example,active\n");
    for (int expected : new int[] {2, 0}) {
      database.inTx(tx -> readers.importFile(tx, "daily", export, new Audience.Sync(NOW, 0, true), Verdicts.NONE));
      assertThat(database.<Integer>inTx(tx -> readers.noteLeft(tx, "daily", export, NOW))).isEqualTo(expected);
    }
    assertThat(folder.resolve("left.csv")).content().contains(",left:daily\n", ",hard-bounce\n").doesNotContain("@");
  }

  @Test
  void aSuppressedAddressComesBackByConsentOnlyAndKeepsItsCursor() {
    database.inTx(tx -> readers.suppress(tx, ANN, "complaint", NOW));
    take();
    assertThat(standing()).isEqualTo("ended complained");
    back("a letter");
    assertThat(standing()).isEqualTo("active ");
    assertThat(database.<Integer>read(sql -> sql.createQuery("SELECT min(cursor) FROM subscription").mapTo(Integer.class).one())).isEqualTo(7);
    assertThat(database.<String>inTx(tx -> readers.suppress(tx, ANN, "whim", NOW).sentence())).contains("'whim' is no reason");
  }

  @Test
  void aForgottenAddressIsNowhereInTheStoreAndFilesThatNameItAreTold() {
    assertThat(database.<List<String>>inTx(tx -> readers.forget(tx, ANN, NOW).still())).containsExactly("subscribers/some.csv:2");
    assertThat(take().counts().joined()).isZero();
    assertThat(database.<List<Subscribers.Listed>>read(sql -> readers.find(sql, "ann"))).isEmpty();
    assertThat(database.<Integer>read(sql -> sql.createQuery("SELECT count(*) FROM subscriber WHERE address_key LIKE 'ann%'").mapTo(Integer.class).one())).isZero();
    assertThat(back("she wrote").changed()).isEqualTo(1);
    assertThat(standing()).isEqualTo("active ");
  }

  @Test
  void anExportIsReadBackAndHoldsNoFormula() throws IOException {
    var out = new StringBuilder();
    assertThat(database.<Integer>read(sql -> readers.export(sql, "daily", out))).isEqualTo(2);
    assertThat(out).contains("ann@ink.example,'=Ann,city,html");
    Files.writeString(folder.resolve("some.csv"), out);
    assertThat(take().problems()).isEmpty();
  }

  private Subscribers.Imported take() {
    return database.inTx(tx -> readers.importFile(tx, "daily", folder.resolve("some.csv"), new Audience.Sync(NOW, 7, true), Verdicts.NONE));
  }

  private Subscribers.Answer back(String consent) {
    return database.inTx(tx -> readers.resubscribe(tx, ANN, List.of("daily"), consent, NOW));
  }

  private String standing() {
    List<Subscribers.Listed> found = database.read(sql -> readers.find(sql, "ANN@"));
    return found.get(0).status() + " " + found.get(0).why();
  }
}
