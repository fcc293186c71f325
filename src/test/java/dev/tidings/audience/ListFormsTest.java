package dev.tidings.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes a list may have, and what each is refused for. */
class ListFormsTest {
  @ParameterizedTest
  @ValueSource(strings = {
    "email,name,categories\nann@ink.example,Ann,\"City,Court\"\n",
    "\ufeffNAME;E-Mail;Categories\r\nAnn;ann@ink.example;City,Court\r\n",
    "Topics\tEmail Address\tName\r\rCity|Court\t ann@ink.example \tAnn\r",
    "email,note,name,categories\nann@ink.example,\"two\r\nlines, \"\"quoted\"\"\",Ann,\"City\nCourt\"\n",
    "\"email\",\"name\",\"categories\"\n\"ann@ink.example\",\"Ann\",\"City;Court\""})
  void spreadsheetsOfAllKinds(String text) {
    Rows rows = Rows.of("daily.csv", text);
    assertThat(rows.problems).isEmpty();
    ListedReader row = rows.only();
    assertThat(row.address().address() + row.choices().name() + row.choices().categories()).isEqualTo("ann@ink.exampleOptional[Ann]Optional[city,court]");
  }

  @Test
  void wideCharactersFromASpreadsheet() {
    assertThat(Rows.of("daily.csv", "\ufeffemail\nann@ink.example\n".getBytes(StandardCharsets.UTF_16LE)).addresses()).containsExactly("ann@ink.example");
  }

  @Test
  void aListOfBareAddressesNeedsNoHeader() {
    assertThat(Rows.of("daily.csv", "ann@ink.example\nbo@ink.example\n").addresses()).containsExactly("ann@ink.example", "bo@ink.example");
  }

  @Test
  void aFileWithoutAddressesIsNoList() {
    Rows rows = Rows.of("daily.csv", "name,city\nAnn,Bath\n");
    assertThat(rows.list).isFalse();
    assertThat(rows.problems).singleElement().asString().contains("daily.csv:1:", "no column 'email'", "stays as it was");
  }

  /** The quote of the first row must not swallow the second, which opens with one too. */
  @Test
  void aQuoteThatIsNeverClosedCostsItsOwnRow() {
    Rows rows = Rows.of("daily.csv", "email,name\nann@ink.example,\"Ann\nbo@ink.example,\"Bo\"\ncy@ink.example,Cy\n\"di@ink.example,Di\n\"ed@ink.example,Ed\nflo@ink.example,\n");
    assertThat(rows.addresses()).containsExactly("bo@ink.example", "cy@ink.example", "flo@ink.example");
    assertThat(rows.problems).hasSize(3).allMatch(problem -> problem.contains("a quote is opened and never closed"));
    assertThat(rows.problems.toString()).contains("daily.csv:2:", "daily.csv:5:", "daily.csv:6:");
  }

  @Test
  void categoriesAreNamedAsPostsNameThem() {
    Rows rows = Rows.of("daily.csv", "email;categories\na@ink.example;C++, C#\nb@ink.example;City, all\nc@ink.example;Stra\u00dfen & Wege\n");
    assertThat(rows.good.stream().map(row -> row.choices().categories().orElse("")).toList())
        .isEqualTo(List.of("c-plus-plus,c-sharp", "*", dev.tidings.post.Category.of("Stra\u00dfen & Wege").slug()));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "- ann@ink.example\n- bo@ink.example\n",
    "subscribers:\n  - email: ann@ink.example\n  - bo@ink.example\n",
    "[{email: ann@ink.example, name: null, categories: [City, Court]}, bo@ink.example]",
    "# readers\n- EMAIL: 'ann@ink.example'\n  name: no\n  language: de\n- Email Address: bo@ink.example\n"})
  void yamlOfAllKinds(String text) {
    Rows rows = Rows.of("daily.yml", text);
    assertThat(rows.problems).isEmpty();
    assertThat(rows.addresses()).containsExactly("ann@ink.example", "bo@ink.example");
  }

  @Test
  void yamlValuesAreTextsAsWritten() {
    ListedReader row = Rows.of("daily.yaml", "- email: ann@ink.example\n  name: no\n  send_after: 12:30\n  categories: [City, 010]\n  status: ~\n").only();
    assertThat(row.choices().name()).contains("no");
    assertThat(row.choices().pace().sendAfter()).contains("12:30");
    assertThat(row.choices().categories()).contains("010,city");
    assertThat(row.standing()).isEqualTo(Standing.ACTIVE);
  }

  @Test
  void aBadYamlRowCostsThatRow() {
    Rows rows = Rows.of("daily.yml", """
        - ann@ink.example
        - name: Nobody
        - email: bo at ink.example
        - {email: cy@ink.example, email: di@ink.example}
        - [ed@ink.example]
        - &x flo@ink.example
        - *x
        - !!java.net.URL [ "http://127.0.0.1/" ]
        - email: gus@ink.example
          name: {first: Gus}
        - email: hal@ink.example
          format: pdf
        - ida@ink.example
        """);
    assertThat(rows.addresses()).containsExactly("ann@ink.example", "ida@ink.example");
    assertThat(rows.problems).hasSize(9);
    assertThat(String.join("\n", rows.problems)).contains("daily.yml:2: the row has no address", "daily.yml:3: 'bo at ink.example' has no @",
        "daily.yml:4: the key 'email' stands twice", "daily.yml:5: it is neither", "daily.yml:6: it holds a YAML anchor", "daily.yml:7: it holds a YAML reference",
        "daily.yml:8: it", "daily.yml:9: the value of 'name'", "daily.yml:11: the format 'pdf'");
  }

  @Test
  void depthCostsARowAndNoStack() {
    Rows rows = Rows.of("daily.yml", "- " + "[".repeat(3_000) + "]".repeat(3_000) + "\n- ann@ink.example\n");
    assertThat(rows.addresses()).containsExactly("ann@ink.example");
    assertThat(rows.problems).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"- ann@ink.example\n- \"bo@ink.example\n", "people:\n- ann@ink.example\n", "subscribers: [ann@ink.example]\nmore: 1\n", "ann@ink.example\n",
      "- ann@ink.example\n---\n- bo@ink.example\n", "- ann@ink.example\n- @bo\n"})
  void yamlThatIsNoListChangesNothing(String text) {
    Rows rows = Rows.of("daily.yml", text);
    assertThat(rows.list).isFalse();
    assertThat(rows.problems).singleElement().asString().startsWith("daily.yml:");
  }
}
