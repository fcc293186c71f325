package dev.tidings.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScreenTest {
  @Test
  void eachMatchHoldsOneOfTheWords() {
    assertThat(Screen.of("over quota")).containsExactly("over quota");
    assertThat(Screen.of("(user|box) (is )?unknown")).containsExactly("unknown");
    assertThat(Screen.of("no such (user|mailbox)")).containsExactly("no such ");
    assertThat(Screen.of("(hats?|coat)[^.;]{0,9}")).containsExactlyInAnyOrder("hat", "coat");
    assertThat(Screen.of("(?<!not )listed in")).containsExactly("listed in");
    assertThat(Screen.of("x{0,3}yellow+")).containsExactly("yellow");
    assertThat(Screen.of("colou?r")).containsExactly("colo");
  }

  @Test
  void whereItCannotTellItClaimsNothing() {
    assertThat(Screen.of("[aeiou]{3}")).isEmpty();
    assertThat(Screen.of("(abc)?")).isEmpty();
    assertThat(Screen.of("(abc|d)e")).isEmpty();
  }

  @Test
  void theOutermostAlternativesAreTakenApart() {
    assertThat(Screen.alternatives("a(b|c)|[|]d|e\\|f")).containsExactly("a(b|c)", "[|]d", "e\\|f");
  }
}
