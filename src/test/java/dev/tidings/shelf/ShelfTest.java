package dev.tidings.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.post.FileStamp;
import dev.tidings.post.PostProblem;
import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import dev.tidings.timetable.CategoryChoice;
import dev.tidings.timetable.Imprint;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Schedule;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShelfTest {
  private static final Instant NOW = Instant.parse("1666-09-02T18:00:00Z");
  private static final Newsletter DAILY =
      new Newsletter("daily", new Imprint("The Daily", "", "en", ZoneId.of("UTC"), Optional.empty()), CategoryChoice.ALL,
          Schedule.BY_HAND, new Newsletter.Bounds(1, 20), List.of());
  private final Database database = TestStore.passing();
  private final Shelf shelf = new Shelf(FeedIds.DEFAULT, URI.create("https://gazette.example/"), Optional.empty());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theFirstGatherNumbersByDateThenPath() {
    settle(Posts.at("b.md").titled("B").dated("1666-09-02T07:00:00Z"), Posts.at("c.md").titled("C"), Posts.at("a.md").titled("A"));
    assertThat(told(0)).containsExactly("A", "C", "B");
  }

  @Test
  void aLateFileWithAnOldDateIsNews() {
    settle(Posts.at("a.md").titled("A"));
    settle(Posts.at("a.md").titled("A"), Posts.at("late.md").titled("Late").dated("1665-01-01T00:00:00Z"));
    assertThat(told(1)).containsExactly("Late");
  }

  @Test
  void anEditedFileIsNotNews() {
    settle(Posts.at("a.md").titled("A"));
    settle(Posts.at("a.md").titled("Another title altogether").saying("Other words."));
    assertThat(told(1)).isEmpty();
    assertThat(told(0)).containsExactly("Another title altogether");
  }

  @Test
  void aMovedFileIsNotNewsHoweverLongItWasAway() {
    settle(Posts.at("a.md").titled("A"));
    settle();
    assertThat(told(0)).isEmpty();
    settle(Posts.at("2026/moved.md").titled("A"));
    assertThat(told(0)).containsExactly("A");
    assertThat(told(1)).isEmpty();
  }

  @Test
  void aMovedFileWithOtherWordsButTheSameTitleAndDateIsThatPost() {
    settle(Posts.at("a.md").titled("A"));
    settle(Posts.at("b.md").titled("A").saying("Corrected words of the same story."));
    assertThat(told(1)).isEmpty();
  }

  @Test
  void theSameStoryInTwoFilesIsHeldOnceAndFreedWhenTheFirstIsGone() {
    settle(Posts.at("a.md").titled("A"));
    Settled settled = settle(Posts.at("a.md").titled("A"), Posts.at("copy.md").titled("A"));
    assertThat(settled.held()).isOne();
    assertThat(settled.problems()).extracting(PostProblem::toString).anyMatch(text -> text.contains("copy.md") && text.contains("a.md"));
    assertThat(settle(Posts.at("copy.md").titled("A")).held()).isZero();
    assertThat(told(1)).as("it is the same post").isEmpty();
  }

  @Test
  void theSameTitleAndSourceInTwoPresentFilesIsHeldButTheSameSourceAloneMeansNothing() {
    settle(Posts.at("a.md").titled("A").about("https://source.example/1"));
    Settled settled =
        settle(Posts.at("a.md").titled("A").about("https://source.example/1"),
            Posts.at("b.md").titled("A").saying("Told anew.").dated("1666-09-02T09:00:00Z").about("https://source.example/1"),
            Posts.at("c.md").titled("C").about("https://source.example/1"));
    assertThat(settled.held()).isOne();
    assertThat(told(1)).containsExactly("C");
  }

  @Test
  void anArchiveThatArrivesAtOnceWaitsForAWord() {
    settle(Posts.at("a.md").titled("A"));
    Stream<Posts> old = IntStream.range(0, 51).mapToObj(i -> Posts.at("old/" + i + ".md").titled("Old " + i).dated("1660-01-01T00:00:00Z"));
    Settled settled = settle(Stream.concat(Stream.of(Posts.at("a.md").titled("A")), old).toArray(Posts[]::new));
    assertThat(settled.problems()).extracting(PostProblem::message).anyMatch(text -> text.contains("51 older posts"));
    assertThat(told(1)).isEmpty();
    database.inTx(tx -> shelf.decide(tx, true));
    number();
    assertThat(told(1)).hasSize(51);
  }

  @Test
  void aFuturePostGetsItsNumberWhenItsDateComes() {
    settle(Posts.at("a.md").titled("A"), Posts.at("tomorrow.md").titled("Tomorrow").dated("1666-09-03T07:00:00Z"));
    assertThat(told(0)).containsExactly("A");
    database.inTx(tx -> {
      shelf.number(tx, DAILY, NOW.plusSeconds(86_400));
      return true;
    });
    assertThat(told(1)).containsExactly("Tomorrow");
  }

  @Test
  void namesAreMintedFromPathAndDateAndNeverChange() {
    settle(Posts.at("2026/1666-09-01-harbour.md").titled("A"));
    Entry before = entries().get(0);
    assertThat(before.names().feedId()).isEqualTo("tag:gazette.example,1666-09-01:2026/1666-09-01-harbour");
    assertThat(before.names().page()).isEqualTo("posts/1666/harbour/");
    settle(Posts.at("moved.md").titled("A"));
    assertThat(entries().get(0).names()).isEqualTo(before.names());
  }

  @Test
  void aNewReaderIsToldAboutTheNewestOnly() {
    settle(IntStream.range(0, 30).mapToObj(i -> Posts.at(i + ".md").titled("P" + i).dated("1666-08-%02dT00:00:00Z".formatted(1 + i % 28))).toArray(Posts[]::new));
    long cursor = database.read(sql -> shelf.startCursor(sql, DAILY, Instant.parse("1666-08-27T00:00:00Z")));
    assertThat(told(cursor)).hasSize(2);
    assertThat(database.<Long>read(sql -> shelf.startCursor(sql, DAILY, Instant.parse("1660-01-01T00:00:00Z")))).isEqualTo(10);
    assertThat(database.<Long>read(sql -> shelf.startCursor(sql, DAILY, NOW))).isEqualTo(30);
  }

  @Test
  void whoeverComesLaterArrivesLaterWhateverItsDate() {
    settle(Posts.at("b.md").titled("B").dated("1666-09-02T07:00:00Z"), Posts.at("a.md").titled("A"));
    settle(Posts.at("b.md").titled("B").dated("1666-09-02T07:00:00Z"), Posts.at("a.md").titled("A"), Posts.at("late.md").titled("Late").dated("1665-01-01T00:00:00Z"));
    assertThat(arrivals()).containsExactly(Map.entry("A", 1L), Map.entry("B", 2L), Map.entry("Late", 3L));
  }

  @Test
  void aPostDatedAheadArrivesWhenItsMomentComes() {
    settle(Posts.at("ahead.md").titled("Ahead").dated("1666-09-05T07:00:00Z"), Posts.at("a.md").titled("A"));
    assertThat(arrivals()).containsExactly(Map.entry("A", 1L));
    assertThat(database.<List<Arrived>>read(sql -> shelf.published(sql, NOW.plusSeconds(9 * 86400)))).extracting(arrived -> arrived.entry().title()).containsExactly("A");
  }

  @Test
  void onlyWhatItsAuthorWroteChangesAPostsState() {
    settle(Posts.at("a.md").titled("A").in("City"));
    String state = state();
    String version = version();
    settle(Posts.at("a.md").titled("A").in("City").changedAt(7));
    assertThat(state()).isEqualTo(state);
    assertThat(version()).isEqualTo(version);
    settle(Posts.at("a.md").titled("A").in("CITY").changedAt(8));
    assertThat(state()).isNotEqualTo(state);
    assertThat(version()).isNotEqualTo(version);
    assertThat(database.<Map<String, String>>read(sql -> shelf.categories(sql))).containsExactly(Map.entry("city", "CITY"));
  }

  private String state() {
    return database.read(sql -> shelf.published(sql, NOW)).get(0).state();
  }

  private String version() {
    return database.read(sql -> shelf.version(sql, NOW));
  }

  private Map<String, Long> arrivals() {
    var arrivals = new TreeMap<String, Long>();
    database.read(sql -> shelf.published(sql, NOW)).forEach(arrived -> arrivals.put(arrived.entry().title(), arrived.arrival()));
    return arrivals;
  }

  private Settled settle(Posts... posts) {
    List<FileStamp> listed = Stream.of(posts).map(Posts::stamp).toList();
    var intake = new Intake(listed, Stream.of(posts).map(Posts::reading).toList(), database.read(sql -> shelf.glance(sql, listed)).vanished(), List.of());
    Settled settled = database.inTx(tx -> shelf.settle(tx, intake, NOW));
    number();
    return settled;
  }

  private void number() {
    database.inTx(tx -> {
      shelf.number(tx, DAILY, NOW);
      return true;
    });
  }

  private List<Entry> entries() {
    return database.read(sql -> shelf.published(sql, NOW)).stream().map(Arrived::entry).toList();
  }

  private List<String> told(long cursor) {
    return database.read(sql ->
        shelf.after(sql, "daily", cursor).stream().map(numbered -> shelf.entry(sql, numbered.key()).orElseThrow().title()).toList());
  }
}
