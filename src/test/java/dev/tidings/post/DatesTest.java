package dev.tidings.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "2026-17-09 17:45:00 | Write 2026-09-17, if that is meant.",
      "2026-31-12 | Write 2026-12-31, if that is meant.",
      "2026-17-19 | Write year, month and day, as in 2026-01-27.",
      "2026-02-30 | Write year, month and day, as in 2026-01-27.",
      "next week | Write year, month and day, as in 2026-01-27."})
  void aDateThatCannotBeReadComesWithAWayOut(String written, String advice) {
    assertThat(new Dates(ZoneId.of("Europe/Berlin")).advice(written)).isEqualTo(advice);
  }
}
