package dev.tidings.post;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadlineTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "Ferry runs until midnight | Ferry to the island runs until midnight from Friday | true",
      "Town Bell Mended | The town bell is mended and rings a third lower | true",
      "The town bell is mended | The town bell is mended and rings a third lower | true",
      "鐘が直った | 町の鐘が直ったと市長が語る | true",
      "Midnight until Ferry | Ferry to the island runs until midnight from Friday | false",
      "Ferry crew hired | Ferry to the island runs until midnight from Friday | false",
      "Friday | Ferry to the island runs until midnight from Friday | true",
      "What happened | Ferry to the island runs until midnight from Friday | false"})
  void anOpeningHeadingThatSaysTheTitleInFewerWordsIsTheHeadline(String heading, String title, boolean expected) {
    assertThat(BodyParts.repeats(heading, title)).isEqualTo(expected);
  }
}
