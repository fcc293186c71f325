package dev.tidings.edition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "Harbour toll is dropped | Harbour toll is dropped",
      "Harbour toll is dropped after a week of queues at the eastern gate | Harbour toll is dropped",
      "The aldermen met at noon, and again at four, and could not agree upon the price of coal | The aldermen met at noon, and again at four",
      "A very long sentence without any clause in it that goes on and on for ever | A very long sentence without any clause in it…",
      "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenträger | Donaudampfschifffahrtsgesellschaftskapitänsmützen…",
  })
  void aTitleIsCutAtAClauseElseAtAWord(String title, String subject) {
    assertThat(Subject.cut(title)).isEqualTo(subject).matches(text -> text.codePointCount(0, text.length()) <= 50);
  }
}
