package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.audience.AddressTable.Odd;
import dev.tidings.audience.MailAddress.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RELIABILITY S2, up to the store; AddressWireTest goes on to the relay. */
class AddressTableTest {
  static List<Odd> odd() {
    return AddressTable.all();
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(odd()).hasSizeGreaterThan(200);
    assertThat(odd().stream().filter(one -> one.key().isEmpty())).hasSizeGreaterThan(150);
  }

  @ParameterizedTest
  @MethodSource("odd")
  void eachGetsItsVerdict(Odd odd) {
    Parsed parsed = MailAddress.parse(odd.address());
    assertThat(verdict(parsed)).as(parsed.toString()).isEqualTo(odd.verdict());
    assertThat(key(parsed)).isEqualTo(odd.key());
    if (parsed instanceof Parsed.Good good) {
      assertThat(good.address().address()).matches("[^\\p{Cc}\\p{Cf}\\s<>()\\[\\],;:\\\\\"]+@[a-z0-9.-]+");
      assertThat(MailAddress.parse(good.address().address())).as("a proof stands when it is asked again").isInstanceOf(Parsed.Good.class);
    }
  }

  private static String verdict(Parsed parsed) {
    if (!(parsed instanceof Parsed.Good good)) return "bad";
    return good.warnings().isEmpty() ? "good" : "warn";
  }

  private static Optional<String> key(Parsed parsed) {
    return parsed instanceof Parsed.Good good ? Optional.of(good.address().key()) : Optional.empty();
  }

  @Test
  void aCsvFileLetsInNobodyElse() {
    assertThat(keys(Rows.of("odd.csv", AddressTable.csv()))).containsExactlyElementsOf(expected(odd().stream().filter(Odd::fitsFile).toList()));
  }

  @Test
  void aYamlFileLetsInNobodyElse() {
    Rows rows = Rows.of("odd.yml", AddressTable.yaml());
    assertThat(rows.list).as(rows.problems.toString()).isTrue();
    assertThat(keys(rows)).containsExactlyElementsOf(expected(odd()));
  }

  private static Set<String> expected(List<Odd> rows) {
    return rows.stream().flatMap(odd -> AddressTable.inList(odd).stream()).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keys(Rows rows) {
    return rows.good.stream().map(row -> row.address().key()).collect(Collectors.toCollection(TreeSet::new));
  }
}
