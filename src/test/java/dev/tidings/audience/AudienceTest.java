package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudienceTest {
  @TempDir Path folder;
  private final Database database = TestStore.passing();
  private int writes;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void newRowsJoinWithTheirChoices() throws IOException {
    write("\ufeffemail;name;categories;format\r\nAnn@Ink.example;Ann;City, Court;text\r\nbo@ink.example;\"B;\no\";;\r\nnobody;;;\r\n");
    SyncReport report = sync(false);
    assertThat(report.counts().joined()).isEqualTo(2);
    assertThat(report.problems()).singleElement().hasToString(
        "subscribers/daily.csv:5: 'nobody' has no @. This row gets no mail; the others go on. Mend or remove it.");
    assertThat(rows()).containsExactly("ann@ink.example Ann active city,court TEXT 7", "bo@ink.example B; o active * HTML 7");
  }

  @Test
  void anUnchangedListCostsNothingAndRepeatsItsProblems() throws IOException {
    write("email\nann@ink.example\nnobody\n");
    List<AudienceProblem> first = sync(false).problems();
    SyncReport again = sync(false);
    assertThat(again.problems()).isEqualTo(first).hasSize(1);
    assertThat(again.counts()).isEqualTo(SyncReport.Counts.NONE);
  }

  @Test
  void whoIsTakenOffTheListLeavesAndMayComeBack() throws IOException {
    write("email\na@ink.example\nb@ink.example\nc@ink.example\n");
    sync(false);
    write("email\na@ink.example\nb@ink.example\n");
    assertThat(sync(false).counts().left()).isEqualTo(1);
    write("email\na@ink.example\nb@ink.example\nc@ink.example\n");
    assertThat(sync(false).counts().joined()).isEqualTo(1);
  }

  @Test
  void aListThatLostMoreThanHalfWaitsForAWord() throws IOException {
    write("email\na@ink.example\nb@ink.example\nc@ink.example\n");
    sync(false);
    write("email\na@ink.example\n");
    assertThat(sync(false).refused()).isTrue();
    assertThat(sync(false).refused()).isTrue();
    SyncReport yes = sync(true);
    assertThat(yes.refused()).isFalse();
    assertThat(yes.counts().left()).isEqualTo(2);
  }

  @Test
  void whoLeftOrIsSuppressedStaysOut() throws IOException {
    write("email\na@ink.example\nb@ink.example\nc@ink.example\n");
    sync(false);
    database.inTx(tx -> tx.sql().execute("UPDATE subscription SET status = 'ended', ended_why = 'left' WHERE id = 1"));
    database.inTx(tx -> tx.sql().execute("INSERT INTO suppression VALUES ('d@ink.example', 'complaint', 'test', 0)"));
    write("email\na@ink.example\nb@ink.example\nc@ink.example\nd@ink.example\n");
    assertThat(sync(false).counts()).isEqualTo(new SyncReport.Counts(0, 0, 0, 2));
  }

  @Test
  void aMissingListIsAnErrorAndTakesNobodyOff() throws IOException {
    write("email\na@ink.example\n");
    sync(false);
    Files.delete(folder.resolve("daily.csv"));
    SyncReport report = sync(false);
    assertThat(report.refused()).isTrue();
    assertThat(report.counts().left()).isZero();
  }

  @Test
  void otherProgramsStatesAreKeptAndUnknownOnesRefused() throws IOException {
    write("uuid,email,name,status\n1,a@ink.example,A,enabled\n2,b@ink.example,B,blocklisted\n3,c@ink.example,C,unsubscribed\n4,d@ink.example,D,sleepy\n");
    SyncReport report = sync(false);
    assertThat(report.counts().joined()).isEqualTo(1);
    assertThat(report.problems()).singleElement().asString().contains(":5:", "'sleepy'");
    assertThat(rows()).anyMatch(row -> row.startsWith("c@ink.example C ended"));
  }

  @Test
  void aRowThatTurnedBadDoesNotEndItsReader() throws IOException {
    write("email,name,format\nann@ink.example,,\nbo@ink.example,Bo Quill,\ncyril@ink.example,,\ndi@ink.example,,\nedgar@ink.example,,\nbroken one,,\n");
    sync(false);
    String bad = "email,name,format\nann@ink.example,,pdf\n,Bo Quill,\ncyril@@ink.example,,\ndi@ink.example,,\n\"edgar@ink.example,,\nbroken one,,\n";
    write(bad);
    SyncReport report = sync(false);
    assertThat(report.counts().left()).isZero();
    assertThat(rows()).allMatch(row -> row.contains("active")).hasSize(5);
    assertThat(report.problems().toString()).contains(":2: the format 'pdf'", ":3: the row has no address", ":4: 'cyril@@ink.example'",
        ":4: 'cyril@ink.example' is not on the list any more", "She goes on getting mail");
    write(bad.replace("di@ink.example,,\n", "di@ink.example,Di,\n"));
    assertThat(sync(false).counts().left()).as("she stays as long as the row is broken").isZero();
    write(bad.replace("cyril@@ink.example,,\n", "").replace(",Bo Quill,\n", ""));
    assertThat(sync(false).counts().left()).as("rows removed").isEqualTo(2);
    write("email,name,format\nann@ink.example,,\ndi@ink.example,,\nedgar@ink.example,,\nbroken one,,\n");
    assertThat(sync(false).problems()).as("mended, but for the old one").hasSize(1);
  }

  @Test
  void aRowThatWasAlwaysBrokenHoldsNobody() throws IOException {
    write("email\nreader1@ink.example\nreader2@ink.example\nreader3@ink.example\nreader2@@ink.example\n");
    sync(false);
    write("email\nreader1@ink.example\nreader3@ink.example\nreader2@@ink.example\n");
    assertThat(sync(false).counts().left()).isEqualTo(1);
  }

  @Test
  void whoIsOnTwoListsStaysUntilBothDropHer() throws IOException {
    Files.writeString(folder.resolve("friends.yml"), "- a@ink.example\n- z@ink.example\n");
    write("email\na@ink.example\nb@ink.example\nc@ink.example\n");
    List<String> lists = List.of("daily.csv", "friends.yml");
    assertThat(sync(false, lists).counts().joined()).isEqualTo(4);
    write("email\nb@ink.example\nc@ink.example\n");
    assertThat(sync(false, lists).counts().left()).isZero();
    Files.writeString(folder.resolve("friends.yml"), "- z@ink.example\n# less\n");
    assertThat(sync(false, lists).counts().left()).isEqualTo(1);
  }

  @Test
  void rejoiningNeverLowersTheCursor() throws IOException {
    write("email\na@ink.example\nb@ink.example\nc@ink.example\n");
    sync(false);
    database.inTx(tx -> tx.sql().execute("UPDATE subscription SET cursor = 99"));
    write("email\nb@ink.example\nc@ink.example\n");
    sync(false);
    write("email\na@ink.example\nb@ink.example\nc@ink.example\n");
    sync(false);
    assertThat(rows()).allMatch(row -> row.endsWith(" 99")).allMatch(row -> row.contains("active"));
  }

  @Test
  void duplicatesAreReportedWhereverTheyStand() throws IOException {
    StringBuilder text = new StringBuilder("email\nann@b\u00fccher.example\nANN@xn--bcher-kva.example\n");
    for (int i = 0; i < 25_000; i++) text.append("r").append(i).append("@ink.example\n");
    write(text + "Ann@B\u00dcCHER.example\n");
    SyncReport report = sync(false);
    assertThat(report.counts().joined()).isEqualTo(25_001);
    assertThat(report.problems()).hasToString("[subscribers/daily.csv:3: 'ANN@xn--bcher-kva.example' stands in line 2 already. The first row counts.,"
        + " subscribers/daily.csv:25004: 'Ann@xn--bcher-kva.example' stands in an earlier line already. The first row counts.]");
  }

  @Test
  void aYamlFileThatBrokeLeavesTheListAsItWas() throws IOException {
    Path file = folder.resolve("daily.yml");
    Files.writeString(file, "- a@ink.example\n- b@ink.example\n");
    sync(false, List.of("daily.yml"));
    Files.writeString(file, "- z@ink.example\n- \"b@ink.example\n");
    SyncReport report = sync(false, List.of("daily.yml"));
    assertThat(report.refused()).isTrue();
    assertThat(report.problems()).singleElement().asString().startsWith("subscribers/daily.yml:").contains("not YAML", "stays as it was");
    assertThat(rows()).hasSize(2).allMatch(row -> row.contains("active"));
  }

  private void write(String text) throws IOException {
    Path file = folder.resolve("daily.csv");
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000L + ++writes));
  }

  private SyncReport sync(boolean yes) {
    return sync(yes, List.of("daily.csv"));
  }

  private SyncReport sync(boolean yes, List<String> lists) {
    var newsletter = new Newsletter("daily", new Imprint("Daily", "", "en", ZoneOffset.UTC, Optional.empty()), CategoryChoice.ALL,
        Schedule.BY_HAND, new Newsletter.Bounds(1, 20), lists);
    return database.inTx(tx -> new Audience(new AudienceSettings(folder, "house", "salt")).sync(tx, newsletter, new Audience.Sync(Instant.EPOCH, 7, yes)));
  }

  private List<String> rows() {
    return database.read(sql -> sql.createQuery("SELECT s.address_key || ' ' || s.name || ' ' || u.status || ' ' || u.categories || ' ' || u.format || ' ' || u.cursor"
        + " FROM subscriber s JOIN subscription u ON u.subscriber = s.id ORDER BY 1").mapTo(String.class).list());
  }
}
