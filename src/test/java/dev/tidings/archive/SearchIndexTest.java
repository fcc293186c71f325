package dev.tidings.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchIndexTest {
  private final Database database = TestStore.passing();
  private final SearchIndex index = new SearchIndex(database.dialect());

  @BeforeEach
  void fill() {
    keep("post/a", "The harbour story", "The carts wait at the old harbour, and nobody knows why.");
    keep("post/b", "Die Brücke", "Das Zollamt öffnet früher. </script>");
    keep("post/c", "港の便り", "港の通行料は一週間の行列の末に廃止された。ロンドンブリッジも同じだ。");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void keep(String thing, String title, String text) {
    database.inTx(tx -> {
      index.keep(tx, new SearchIndex.Entry(thing, "1", title, text, "https://leaf.example/" + thing, LocalDate.of(2026, 11, 24)));
      return thing;
    });
  }

  private List<String> titles(String question) {
    return database.read(sql -> index.find(sql, question, 10)).stream().map(SearchIndex.Found::title).toList();
  }

  @Test
  void wordsAreFoundInAnyScript() {
    assertThat(titles("harbour")).containsExactly("The harbour story");
    assertThat(titles("HARB")).containsExactly("The harbour story");
    assertThat(titles("brucke")).containsExactly("Die Brücke");
    assertThat(titles("廃止")).containsExactly("港の便り");
    assertThat(titles("通行料 廃止")).containsExactly("港の便り");
    assertThat(titles("止廃")).isEmpty();
    assertThat(titles("ブリッジ")).containsExactly("港の便り");
    assertThat(database.read(sql -> index.find(sql, "通行料", 10)).get(0).excerpt()).extracting(SearchIndex.Part::hit, SearchIndex.Part::text)
        .contains(org.assertj.core.api.Assertions.tuple(true, "通行料"));
  }

  @Test
  void whatIsAskedIsNeverPartOfTheQuery() {
    for (String odd : new String[] {"\"", "harbour\" OR \"x", "title:harbour", "NEAR(a b)", "*", "", "a*b^c", "-harbour", "'; DROP TABLE search; --", "(((((", "\u0001\u0002", "x".repeat(5_000), "a ".repeat(2_000), "\ud83d\ude00", "\ud83d"})
      assertThat(titles(odd).size()).as(odd).isLessThanOrEqualTo(3);
    assertThat(titles("OR")).isEmpty();
  }

  @Test
  void whatIsGoneOrSaysSomethingElseIsNotFound() {
    keep("post/a", "The harbour story", "All is well.");
    assertThat(titles("carts")).isEmpty();
    database.inTx(tx -> {
      index.forget(tx, "post/b");
      return 0;
    });
    assertThat(titles("Zollamt")).isEmpty();
    assertThat(database.read(index::kept)).containsOnlyKeys("post/a", "post/c");
  }
}
