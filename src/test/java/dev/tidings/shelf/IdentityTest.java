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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What makes a file a post that is known already: each sentence of the decision on identity, and what people do to folders. */
class IdentityTest {
  private static final Instant NOW = Instant.parse("1666-09-02T18:00:00Z");
  private static final Newsletter DAILY =
      new Newsletter("daily", new Imprint("The Daily", "", "en", ZoneId.of("UTC"), Optional.empty()), CategoryChoice.ALL,
          Schedule.BY_HAND, new Newsletter.Bounds(1, 20), List.of());
  private final Database database = TestStore.passing();
  private Shelf shelf = new Shelf(FeedIds.DEFAULT, URI.create("https://gazette.example/"), Optional.empty());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aPostThatMovedAwayAndAnotherWrittenInItsPlaceAreOneOldAndOneNew() {
    settle(Posts.at("a.md").titled("Ferry").saying("The ferry sails at nine."));
    settle(Posts.at("a.md").titled("Market").saying("The market opens at six."), Posts.at("b.md").titled("Ferry").saying("The ferry sails at nine."));
    assertThat(held()).isEmpty();
    assertThat(told(1)).containsExactly("Market");
    assertThat(feedIds()).containsEntry("Ferry", "tag:gazette.example,1666-09-01:a");
  }

  @Test
  void andTheNewOneMayBeEditedAfterwards() {
    aPostThatMovedAwayAndAnotherWrittenInItsPlaceAreOneOldAndOneNew();
    settle(Posts.at("a.md").titled("Market day").saying("It opens at seven."), Posts.at("b.md").titled("Ferry").saying("The ferry sails at nine."));
    assertThat(told(1)).containsExactly("Market day");
    assertThat(told(2)).isEmpty();
  }

  @Test
  void twoFilesThatSwapTheirNamesAreTheSameTwoPosts() {
    settle(Posts.at("a.md").titled("A").saying("Words of A."), Posts.at("b.md").titled("B").saying("Words of B."));
    Map<String, String> before = feedIds();
    settle(Posts.at("a.md").titled("B").saying("Words of B."), Posts.at("b.md").titled("A").saying("Words of A."));
    assertThat(held()).isEmpty();
    assertThat(told(2)).isEmpty();
    assertThat(feedIds()).isEqualTo(before);
  }

  @Test
  void threeThatMoveOnByOneAreTheSameThree() {
    settle(Posts.at("a.md").titled("A").saying("Words of A."), Posts.at("b.md").titled("B").saying("Words of B."), Posts.at("c.md").titled("C").saying("Words of C."));
    Map<String, String> before = feedIds();
    settle(Posts.at("b.md").titled("A").saying("Words of A."), Posts.at("c.md").titled("B").saying("Words of B."), Posts.at("d.md").titled("C").saying("Words of C."));
    assertThat(told(3)).isEmpty();
    assertThat(feedIds()).isEqualTo(before);
  }

  @Test
  void aMoveOverAnotherPostIsThatPostMovedAndTheOtherGone() {
    settle(Posts.at("a.md").titled("A").saying("Words of A."), Posts.at("b.md").titled("B").saying("Words of B."));
    settle(Posts.at("b.md").titled("A").saying("Words of A."));
    assertThat(feedIds()).containsExactly(Map.entry("A", "tag:gazette.example,1666-09-01:a"));
    assertThat(told(2)).isEmpty();
  }

  @Test
  void aNewTextInTheOldPlaceWithTheSameTitleAndDateIsAnEditAndTheOldTextElsewhereACopyOfNothing() {
    settle(Posts.at("a.md").titled("A").saying("First words."));
    settle(Posts.at("a.md").titled("A").saying("Second words."), Posts.at("b.md").titled("A").saying("First words.").dated("1666-09-02T08:00:00Z"));
    assertThat(held()).isEmpty();
    assertThat(told(1)).containsExactly("A");
  }

  @Test
  void aCopyOfWhatAFileNoLongerSaysIsNoDuplicate() {
    settle(Posts.at("a.md").titled("A").saying("First words."));
    settle(Posts.at("a.md").titled("A").saying("Second words."));
    settle(Posts.at("a.md").titled("A").saying("Second words."), Posts.at("b.md").titled("A").saying("First words.").dated("1666-09-02T08:00:00Z"));
    assertThat(held()).isEmpty();
  }

  @Test
  void aFileThatIsEditedIntoACopyOfAnotherIsHeld() {
    settle(Posts.at("a.md").titled("A").saying("Words of A."), Posts.at("b.md").titled("B").saying("Words of B."));
    settle(Posts.at("a.md").titled("A").saying("Words of A."), Posts.at("b.md").titled("A").saying("Words of A."));
    assertThat(held()).singleElement().asString().contains("posts/b.md", "a.md");
  }

  @Test
  void anIdHoldsAPostTogetherWhateverElseChanges() {
    settle(Posts.at("a.md").titled("A").called("ferry-1"));
    settle(Posts.at("deep/b.md").titled("Another").saying("All new.").dated("1666-09-02T08:00:00Z").called("ferry-1"));
    assertThat(told(1)).isEmpty();
    assertThat(feedIds()).containsValue("tag:gazette.example,1666-09-01:ferry-1");
  }

  @Test
  void twoFilesWithOneIdAreOnePostAndAHeldFileThatSaysSo() {
    settle(Posts.at("a.md").titled("A").called("ferry-1"), Posts.at("b.md").titled("B").saying("All new.").called("ferry-1"));
    assertThat(held()).singleElement().asString().contains("posts/b.md", "the id 'ferry-1'", "a.md", "Give it an id of its own");
  }

  @Test
  void anIdThatMovesToANewFileWhileItsOldOneGetsAnotherIsAMove() {
    settle(Posts.at("a.md").titled("A").called("one"));
    settle(Posts.at("a.md").titled("N").saying("New.").called("two"), Posts.at("b.md").titled("A").called("one"));
    assertThat(held()).isEmpty();
    assertThat(told(1)).containsExactly("N");
  }

  @Test
  void theSameSourceAloneMeansNothing() {
    settle(Posts.at("a.md").titled("A").about("https://source.example/1"));
    settle(Posts.at("c.md").titled("C").saying("Other words.").dated("1666-09-02T08:00:00Z").about("https://source.example/1"));
    assertThat(told(1)).containsExactly("C");
  }

  @Test
  void twoFilesOfOneNameAndDateAreTwoPosts() {
    settle(Posts.at("a.md").titled("A").saying("Words of A."), Posts.at("a.markdown").titled("B").saying("Words of B."));
    assertThat(told(0)).containsExactlyInAnyOrder("A", "B");
    assertThat(feedIds().values()).doesNotHaveDuplicates();
  }

  @Test
  void twoPostsWithOnePermalinkAreTwoPosts() {
    shelf = new Shelf(new FeedIds(FeedIds.Scheme.JEKYLL, Optional.empty()), URI.create("https://gazette.example/"), Optional.of(new PostSite(URI.create("https://gazette.example/"), "/news/")));
    settle(Posts.at("a.md").titled("A").saying("Words of A."), Posts.at("b.md").titled("B").saying("Words of B."));
    assertThat(told(0)).containsExactly("A", "B");
    assertThat(feedIds().values()).doesNotHaveDuplicates();
  }

  @Test
  void aLostStoreMintsTheSameFeedIds() {
    Posts[] posts = {Posts.at("a.md").titled("A"), Posts.at("b.md").titled("B").called("two").saying("B."), Posts.at("x/c.md").titled("C").saying("C.")};
    settle(posts);
    Map<String, String> before = feedIds();
    try (Database fresh = TestStore.passing()) {
      Intake intake = intake(shelf, fresh, posts);
      fresh.inTx(tx -> shelf.settle(tx, intake, NOW));
      assertThat(feedIds(fresh)).isEqualTo(before).hasSize(3);
    }
  }

  @Test
  void anArchiveThatArrivesAtOnceIsToldToNobodyOrToAllByTheAdminsWord() {
    settle(Posts.at("a.md").titled("A"));
    Posts[] all = Stream.concat(Stream.of(Posts.at("a.md").titled("A")), archive(51)).toArray(Posts[]::new);
    settle(all);
    assertThat(told(1)).isEmpty();
    assertThat(feedIds()).as("they are in the feeds").hasSize(52);
    database.inTx(tx -> shelf.decide(tx, false));
    settle(all);
    assertThat(told(1)).isEmpty();
  }

  @Test
  void fiftyOldPostsOrAFirstGatherAreNoArchiveAtOnce() {
    settle(Posts.at("a.md").titled("A"));
    settle(Stream.concat(Stream.of(Posts.at("a.md").titled("A")), archive(50)).toArray(Posts[]::new));
    assertThat(told(1)).hasSize(50);
  }

  private static Stream<Posts> archive(int size) {
    return IntStream.range(0, size).mapToObj(i -> Posts.at("old/" + i + ".md").titled("Old " + i).saying("Old words " + i).dated("1660-01-01T00:00:00Z"));
  }

  private static Intake intake(Shelf shelf, Database store, Posts... posts) {
    List<FileStamp> listed = Stream.of(posts).map(Posts::stamp).toList();
    return new Intake(listed, Stream.of(posts).map(Posts::reading).toList(), store.read(sql -> shelf.glance(sql, listed)).vanished(), List.of());
  }

  private List<PostProblem> problems = List.of();

  private void settle(Posts... posts) {
    Intake intake = intake(shelf, database, posts);
    problems = database.inTx(tx -> {
      Settled settled = shelf.settle(tx, intake, NOW);
      shelf.number(tx, DAILY, NOW);
      return settled.problems();
    });
  }

  private List<String> held() {
    return problems.stream().filter(problem -> problem.severity() == PostProblem.Severity.ERROR).map(PostProblem::toString).toList();
  }

  private Map<String, String> feedIds() {
    return feedIds(database);
  }

  private Map<String, String> feedIds(Database store) {
    List<Arrived> arrived = store.read(sql -> shelf.published(sql, NOW));
    return arrived.stream().map(Arrived::entry).collect(Collectors.toMap(Entry::title, entry -> entry.names().feedId()));
  }

  private List<String> told(long cursor) {
    return database.read(sql ->
        shelf.after(sql, "daily", cursor).stream().map(numbered -> shelf.entry(sql, numbered.key()).orElseThrow().title()).toList());
  }
}
