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

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "# Bridge Carts to Keep Left | Carts on the bridge must keep to the left from Monday, the wardens rule | true",
      "# Bakers' Ovens Inspected | Every baker's oven within the walls is inspected before the dry month ends | true",
      "## Bridge Carts to Keep Left | Carts on the bridge must keep to the left from Monday, the wardens rule | false",
      "# What the wardens said next | Carts on the bridge must keep to the left from Monday, the mayor says | false",
      "# Carts on the bridge must keep to the left from Monday on | Carts keep left on the bridge | false"})
  void aDocumentsOwnTitleInOtherWordsIsTheHeadlineAndStaysInTheText(String opening, String title, boolean expected) {
    var parts = new BodyParts("\n" + opening + "\nA text.\n", PostSettings.Words.DEFAULT);
    assertThat(parts.takeHeadline(title).isPresent()).isEqualTo(expected);
    assertThat(parts.markdown()).contains(opening);
  }
}
