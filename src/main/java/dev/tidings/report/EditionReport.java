package dev.tidings.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidings.queue.DeliveryState;
import dev.tidings.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The account of editions, from the ledger. A closed edition's account is the one it was closed with; an open one is counted
 * now. Planned is the sum of the states, always.
 */
public final class EditionReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EDITION = "SELECT id, newsletter, number, local, zone, subject, stories, state, account FROM edition ";

  private EditionReport() {}

  /**
   * One edition, accounted for.
   *
   * @param counts every state, also those with none
   * @param possibleDuplicates mails whose last reply was not recorded
   */
  public record Row(Name name, String subject, int stories, Map<DeliveryState, Long> counts, long possibleDuplicates) {
    public long planned() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public long of(DeliveryState state) {
      return counts.getOrDefault(state, 0L);
    }

    /** Whether an admin should look: somebody will not get this edition for a reason of ours or the relay's. */
    public boolean isTroubled() {
      return of(DeliveryState.FAILED) + of(DeliveryState.EXPIRED) > 0;
    }

    /** {@code planned 3 = 2 sent + 1 deferred}; states with none are left out. */
    public String words() {
      String parts = counts.entrySet().stream().filter(count -> count.getValue() > 0)
          .map(count -> count.getValue() + " " + count.getKey().word()).collect(Collectors.joining(" + "));
      return "planned " + planned() + (parts.isEmpty() ? "" : " = " + parts)
          + (possibleDuplicates > 0 ? " (" + possibleDuplicates + " possibly twice)" : "");
    }
  }

  /** @param slot its local date and time · @param state open, paused or cancelled */
  public record Name(long id, String newsletter, int number, String slot, String zone, String state) {}

  /** Newest first. @param newsletter all where empty */
  public static List<Row> latest(Database ledger, Optional<String> newsletter, int limit) {
    return before(ledger, Long.MAX_VALUE, newsletter, limit);
  }

  /** The same of those that came before the edition with this id. */
  public static List<Row> before(Database ledger, long id, Optional<String> newsletter, int limit) {
    return ledger.read(sql -> sql.createQuery(EDITION + "WHERE id < :id AND (:n = '' OR newsletter = :n) ORDER BY id DESC LIMIT :limit")
        .bind("id", id).bind("n", newsletter.orElse("")).bind("limit", limit).map((row, context) -> row(sql, row)).list());
  }

  /** One edition by its newsletter and number. */
  public static Optional<Row> of(Database ledger, String newsletter, int number) {
    return ledger.read(sql -> sql.createQuery(EDITION + "WHERE newsletter = ? AND number = ?")
        .bind(0, newsletter).bind(1, number).map((row, context) -> row(sql, row)).findOne());
  }

  /** These editions, oldest first. */
  public static List<Row> among(Database ledger, List<Long> ids) {
    return ledger.read(sql -> ids.stream().distinct().sorted()
        .flatMap(id -> sql.createQuery(EDITION + "WHERE id = ?").bind(0, id).map((row, context) -> row(sql, row)).findOne().stream())
        .toList());
  }

  /** Those that are not closed, newest first. */
  public static List<Row> unsettled(Database ledger, int limit) {
    return ledger.read(sql -> sql.createQuery(EDITION + "WHERE closed_at IS NULL ORDER BY id DESC LIMIT ?").bind(0, limit).map((row, context) -> row(sql, row)).list());
  }

  /** Ids of the editions that owe something now. */
  public static List<Long> open(Database ledger) {
    return ledger.read(sql -> sql.createQuery("SELECT id FROM edition WHERE closed_at IS NULL AND state = 'open' ORDER BY id").mapTo(Long.class).list());
  }

  private static Row row(Handle sql, ResultSet row) throws SQLException {
    var name = new Name(row.getLong("id"), row.getString("newsletter"), row.getInt("number"), row.getString("local"),
        row.getString("zone"), row.getString("state"));
    Optional<String> closed = Optional.ofNullable(row.getString("account"));
    Counted counted = closed.isPresent() ? kept(name, closed.get()) : counted(sql, name.id());
    return new Row(name, row.getString("subject"), row.getInt("stories"), counted.states(), counted.doubtful());
  }

  private record Counted(Map<DeliveryState, Long> states, long doubtful) {}

  private static Map<DeliveryState, Long> none() {
    var counts = new LinkedHashMap<DeliveryState, Long>();
    for (DeliveryState state : new DeliveryState[] {DeliveryState.SENT, DeliveryState.DEFERRED, DeliveryState.QUEUED, DeliveryState.SENDING,
        DeliveryState.FAILED, DeliveryState.EXPIRED, DeliveryState.SUPPRESSED, DeliveryState.CANCELLED}) counts.put(state, 0L);
    return counts;
  }

  private static Counted counted(Handle sql, long id) {
    Map<DeliveryState, Long> counts = none();
    sql.createQuery("SELECT state, n FROM delivery_tally WHERE edition = ?").bind(0, id)
        .map((row, context) -> counts.put(DeliveryState.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)), row.getLong("n"))).list();
    long doubtful = sql.createQuery("SELECT count(*) FROM delivery WHERE edition = ? AND possible_duplicate = 1").bind(0, id).mapTo(Long.class).one();
    return new Counted(counts, doubtful);
  }

  private static Counted kept(Name name, String account) {
    try {
      JsonNode json = JSON.readTree(account);
      Map<DeliveryState, Long> counts = none();
      counts.replaceAll((state, zero) -> json.path(state.word()).asLong(0));
      return new Counted(counts, json.path("possible_duplicates").asLong(0));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the account of %s %d is no JSON".formatted(name.newsletter(), name.number()), e);
    }
  }
}
