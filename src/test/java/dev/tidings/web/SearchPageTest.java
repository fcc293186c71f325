package dev.tidings.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchPageTest {
  @Test
  void whatWasAskedIsShownBackInOneLineWithoutControlCharacters() {
    assertThat(SearchPage.oneLine(" \ufffd\r\nSet-Cookie:x=1\u0000\u001b[2J\u2028bridge \u202egrimy\u0085 ")).isEqualTo("\ufffd Set-Cookie:x=1[2J bridge grimy");
    assertThat(SearchPage.oneLine("\ud83c")).as("half a character").isEmpty();
    assertThat(SearchPage.oneLine("می\u200cخواهم")).as("a joiner belongs to the word").isEqualTo("می\u200cخواهم");
  }

  @Test
  void aLongQuestionIsCutBetweenCharacters() {
    assertThat(SearchPage.oneLine("🐳".repeat(150))).isEqualTo("🐳".repeat(100));
  }
}
