package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
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
  private final Database database = Database.inMemory();
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

  private void write(String text) throws IOException {
    Path file = folder.resolve("daily.csv");
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000L + ++writes));
  }

  private SyncReport sync(boolean yes) {
    var newsletter = new Newsletter("daily", new Imprint("Daily", "", "en", ZoneOffset.UTC, Optional.empty()), CategoryChoice.ALL,
        Schedule.BY_HAND, new Newsletter.Bounds(1, 20), List.of("daily.csv"));
    return database.inTx(tx -> new Audience(new AudienceSettings(folder, "house", "salt")).sync(tx, newsletter, new Audience.Sync(Instant.EPOCH, 7, yes)));
  }

  private List<String> rows() {
    return database.read(sql -> sql.createQuery("SELECT s.address_key || ' ' || s.name || ' ' || u.status || ' ' || u.categories || ' ' || u.format || ' ' || u.cursor"
        + " FROM subscriber s JOIN subscription u ON u.subscriber = s.id ORDER BY 1").mapTo(String.class).list());
  }
}
