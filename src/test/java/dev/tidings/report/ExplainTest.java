package dev.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.queue.DeliveryState;
import dev.tidings.store.Database;
import dev.tidings.store.TestStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private final Database database = TestStore.passing();

  @BeforeEach
  void furnish() {
    sql("INSERT INTO subscriber (id, address_key, address, domain, created_at) VALUES (1, 'ada@reader.example', 'Ada@reader.example', 'reader.example', 0)");
    sql("INSERT INTO subscriber (id, address_key, address, domain, created_at) VALUES (2, 'bo@reader.example', 'bo@reader.example', 'reader.example', 0)");
    sql("INSERT INTO subscription (id, subscriber, newsletter, status, categories, cursor, since) VALUES (1, 1, 'daily', 'active', 'harbour', 2, 0)");
    sql("INSERT INTO subscription (id, subscriber, newsletter, status, ended_why, cursor, since) VALUES (2, 2, 'daily', 'ended', 'left', 0, 0)");
    post(1, "toll", "harbour");
    post(2, "lamps", "city");
    post(3, "dredger", "harbour");
    sql("INSERT INTO edition (id, newsletter, number, local, zone, upper, subject, language, published_at, expires_at, stories, planned)"
        + " VALUES (7, 'daily', 1, '2026-11-24T07:00', 'UTC', 2, 'Toll', 'en', 0, 1, 2, 1)");
    sql("INSERT INTO edition_post VALUES (7, 0, 1, 'toll', 'lead', 'toll')");
    sql("INSERT INTO delivery (id, edition, variant, subscriber, subscription, since, state, due_at, at, tries, reply)"
        + " VALUES (1, 7, 1, 1, 1, 0, 'deferred', 60000, 0, 1, '450 4.2.1 busy')");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void namesTheGateThatDecided() {
    assertThat(gate("nobody@reader.example", "")).isEqualTo("not-on-a-list");
    assertThat(gate("bo@reader.example", "")).isEqualTo("ended");
    assertThat(gate("ADA@reader.example", "")).isEqualTo("active");
    assertThat(gate("ada@reader.example", "lamps.md")).isEqualTo("category");
    assertThat(gate("ada@reader.example", "posts/dredger.md")).isEqualTo("next");
    assertThat(gate("ada@reader.example", "daily/1")).isEqualTo("deferred");
    assertThat(gate("ada@reader.example", "nothing.md")).isEqualTo("unknown");
  }

  @Test
  void aDeliveryIsToldWithTheRelaysWords() {
    assertThat(ask("ada@reader.example", "toll.md").sentence()).contains("edition 1", "450 4.2.1 busy", "1970-01-01T00:01:00Z");
  }

  @Test
  void aSuppressionComesBeforeEverything() {
    sql("INSERT INTO suppression VALUES ('ada@reader.example', 'complaint', 'file', 1000)");
    assertThat(ask("ada@reader.example", "").sentence()).contains("complaint", "1970-01-01T00:00:01Z");
  }

  @Test
  void anOpenAccountIsCountedAndAClosedOneKept() {
    EditionReport.Row open = EditionReport.of(database, "daily", 1).orElseThrow();
    assertThat(open.words()).isEqualTo("planned 1 = 1 deferred");
    sql("UPDATE edition SET account = '{\"planned\":3,\"sent\":2,\"failed\":1,\"possible_duplicates\":1}'");
    EditionReport.Row closed = EditionReport.latest(database, Optional.empty(), 5).get(0);
    assertThat(closed.of(DeliveryState.SENT)).isEqualTo(2);
    assertThat(closed.isTroubled()).isTrue();
    assertThat(closed.words()).isEqualTo("planned 3 = 2 sent + 1 failed (1 possibly twice)");
  }

  private void post(int number, String key, String category) {
    sql("INSERT INTO post (key, path, present, digest, title, categories, dated_at, first_seen, feed_id, page) VALUES ('%s', '%s.md', 1, 'd', '%s', ',%s,', 0, 0, '%s', '%s')"
        .formatted(key, key, key, category, key, key));
    sql("INSERT INTO shelf (newsletter, number, post) VALUES ('daily', %d, '%s')".formatted(number, key));
  }

  private Explain.Answer ask(String address, String matter) {
    return Explain.ask(database, address, Optional.of(matter).filter(words -> !words.isEmpty())).get(0);
  }

  private String gate(String address, String matter) {
    return ask(address, matter).gate();
  }

  private void sql(String statement) {
    database.inTx(tx -> tx.sql().execute(statement));
  }
}
