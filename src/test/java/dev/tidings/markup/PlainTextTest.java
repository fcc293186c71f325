package dev.tidings.markup;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void aTableInATableIsReadOnce() {
    String nested = "<table><tr><td>left</td><td>" + "<table><tr><td>".repeat(40) + "inmost" + "</td></tr></table>".repeat(40) + "</td></tr></table>";
    assertThat(PlainText.of(Jsoup.parse(nested).body())).isEqualTo("left | inmost");
  }

  @Test
  void rowsOfEachPartOfATableAreLines() {
    String table = "<table><thead><tr><th>Day</th><th>Tide</th></tr></thead><tbody><tr><td>Mon</td><td>9</td></tr></tbody></table>";
    assertThat(PlainText.of(Jsoup.parse(table).body())).isEqualTo("Day | Tide\nMon | 9");
  }
}
