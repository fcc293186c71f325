package dev.tidings.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorePlaceTest {
  @Test
  void aPasswordMayHoldAnythingAndIsShownNowhere() {
    StorePlace.Server place = StorePlace.server("postgresql://tidings:p@ss/w:rd?&@db.example:5433/house?sslmode=verify-full");
    assertThat(place.password()).isEqualTo(Optional.of("p@ss/w:rd?&"));
    assertThat(place.url()).isEqualTo("jdbc:postgresql://db.example:5433/house?sslmode=verify-full");
    assertThat(place.shown() + place).contains("postgresql://tidings@db.example:5433/house").doesNotContain("p@ss");
  }

  @Test
  void ofSeveralHostsTheOneThatTakesWritesIsUsed() {
    assertThat(StorePlace.server("postgresql://tidings@a.example,b.example:5433/house").url()).isEqualTo("jdbc:postgresql://a.example,b.example:5433/house?targetServerType=primary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://a@b/c", "postgresql://b/c", "postgresql://a@b", "postgresql://a@b/c?loggerFile=/tmp/x", "postgresql://a@b/c?sslmode", "data/tidings.db", ""})
  void whatIsNoAddressIsRefusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> StorePlace.server(text)).isInstanceOf(IllegalArgumentException.class).message().isNotEmpty().doesNotContain("loggerFile");
  }
}
