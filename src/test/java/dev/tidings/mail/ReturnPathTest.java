package dev.tidings.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.Tokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnPathTest {
  @TempDir private Path folder;

  @Test
  void theTokenSurvivesServersThatChangeTheCase() {
    Tokens tokens = Tokens.open(folder.resolve("tokens"));
    for (long subscription : List.of(1L, 77L, Long.MAX_VALUE)) {
      String path = ReturnPath.of("bounces@bounce.dispatch.example", tokens.token(Tokens.Purpose.BOUNCE, subscription));
      assertThat(path.indexOf('@')).isLessThanOrEqualTo(64);
      assertThat(path).isEqualTo(path.toLowerCase(Locale.ROOT));
      assertThat(ReturnPath.token(path.toUpperCase(Locale.ROOT)).flatMap(token -> tokens.verify(token, Tokens.Purpose.BOUNCE)))
          .hasValueSatisfying(claim -> assertThat(claim.subscription()).isEqualTo(subscription));
      assertThat(ReturnPath.token(path).flatMap(token -> tokens.verify(token, Tokens.Purpose.UNSUBSCRIBE))).isEmpty();
    }
  }

  @Test
  void anAddressOfAnotherFormHoldsNone() {
    assertThat(ReturnPath.token("bounces@bounce.dispatch.example")).isEmpty();
    assertThat(ReturnPath.token("bounces+short@bounce.dispatch.example")).isEmpty();
  }
}
