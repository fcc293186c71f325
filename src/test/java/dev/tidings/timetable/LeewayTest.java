package dev.tidings.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.timetable.Leeway.Part;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LeewayTest {
  /** Another text in each process would have every process make all feeds and pages again. */
  @Test
  void itsTextHasOneOrder() {
    assertThat(new Leeway(Set.of(Part.ZONE, Part.MONTHLY, Part.DAILY, Part.HOUR, Part.WEEKLY))).hasToString("Leeway[parts=[DAILY, WEEKLY, MONTHLY, HOUR, ZONE]]");
    assertThat(new Leeway(Set.of())).hasToString("Leeway[parts=[]]");
  }
}
