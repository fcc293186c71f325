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
      "Ferry to the island runs until midnight from Friday | Ferry to the island runs until midnight…",
      "Council agrees to mend the bridge by the end of the summer | Council agrees to mend the bridge by the end…",
      "Zwei neue Brücken führen künftig direkt über den Hafen | Zwei neue Brücken führen künftig direkt…",
      "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenträger | Donaudampfschifffahrtsgesellschaftskapitänsmützen…",
  })
  void aTitleIsCutAtAClauseElseAtAWord(String title, String subject) {
    assertThat(Subject.cut(title)).isEqualTo(subject).matches(text -> text.codePointCount(0, text.length()) <= 50);
  }
}
