package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TextFoldTest {
  @Test
  void aBulletHangs() {
    assertThat(TextFold.fold("   - " + "carts ".repeat(20))).isEqualTo(
        "   - carts carts carts carts carts carts carts carts carts carts carts\n     carts carts carts carts carts carts carts carts carts\n");
  }

  @Test
  void linksStayWholeAndEmptyLinesDoNotPileUp() {
    String link = "https://dispatch.example/" + "a".repeat(100);
    assertThat(TextFold.fold("\n\nSee\n\n\n\n" + link + "\n\n")).isEqualTo("See\n\n" + link + "\n");
  }

  @Test
  void wideCharactersCountTwoAndPunctuationDoesNotBeginALine() {
    String folded = TextFold.fold("- " + "港の通行料は、廃止。".repeat(12));
    assertThat(folded.lines()).allMatch(line -> TextFold.width(line) <= 72 + 2).noneMatch(line -> line.strip().startsWith("。"));
    assertThat(TextFold.width("港a🚢é́")).isEqualTo(6);
  }

  @Test
  void aNumberIsNotBroken() {
    assertThat(TextFold.fold("x".repeat(66) + " 40 000 carts")).contains("\n40 000 carts");
  }

  @Test
  void nothingIsLost() {
    String[] pieces = {"carts ", "港", "、", "https://a.example/b ", "40 000", " ", "נמל ", "- ", "🚢"};
    for (int seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder("x");
      for (int i = random.nextInt(80); i > 0; i--) text.append(pieces[random.nextInt(pieces.length)]);
      assertThat(TextFold.fold(text.toString()).replaceAll("\\s", "")).isEqualTo(text.toString().replaceAll("\\s", ""));
    }
  }
}
