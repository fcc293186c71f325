package dev.tidings.audience;

import dev.tidings.store.StoreColumn;
import dev.tidings.store.StoreColumn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The columns of a reader's row in an export, in one place. First those of a list file, as people write them; then whatever else
 * the store knows of her, asked of the tables themselves: what a later version adds is exported, and put back, without being named.
 */
final class ReaderColumns {
  /** Where a value is put back. */
  enum Place { SUBSCRIBER, SUBSCRIPTION, ORIGIN }

  /** How a cell differs from what is stored. */
  enum Form { AS_IS, ADDRESS, NAME, CATEGORIES, FORMAT, STATUS, ORIGINS }

  /** @param name in the header · @param select the expression that reads it · @param target the column it is put back into */
  record Column(String name, String select, Place place, Form form, StoreColumn target) {
    /** Said of a cell, to be stored. */
    String stored(String cell) {
      return switch (form) {
        case NAME -> tame(cell);
        case CATEGORIES -> cell.isEmpty() ? "*" : cell;
        case FORMAT -> cell.isEmpty() ? "HTML" : cell.toUpperCase(Locale.ROOT);
        case STATUS -> Standing.of(cell).map(standing -> standing.status).orElse(cell);
        default -> cell;
      };
    }
  }

  private static final String FORMULA = "=+-@\t";
  private static final Set<String> SUBSCRIPTION_NAMED = Set.of("subscriber", "newsletter", "status", "rhythm", "categories", "format", "language", "send_after", "consent");
  private static final Set<String> SUBSCRIBER_NAMED = Set.of("id", "address_key", "address", "domain", "name", "zone");
  private static final String STATUS = "CASE coalesce(u.ended_why, '') WHEN 'bounced' THEN 'bounced' WHEN 'complained' THEN 'complained'"
      + " WHEN 'admin' THEN 'blocked' ELSE u.status END";
  private static final String OWED = "%1$s.state IN ('queued', 'deferred', 'sending') AND NOT EXISTS (SELECT 1 FROM accepted WHERE accepted.delivery = %1$s.id)";
  /** What is owed to her, behind the last mail that stands. A correction told nothing. */
  private static final String FALLEN = " FROM delivery g WHERE g.subscriber = u.subscriber AND g.subscription = u.id AND g.since >= 0 AND " + OWED.formatted("g")
      + " AND g.at >= u.since AND g.id > coalesce((SELECT max(k.id) FROM delivery k WHERE k.subscriber = u.subscriber AND k.subscription = u.id AND k.since >= 0"
      + " AND k.state NOT IN ('expired', 'cancelled') AND NOT (" + OWED.formatted("k") + ")), 0)";
  /** Owed mails stay behind: she counts as told up to where the oldest of them begins, as if each had expired. */
  private static final Map<String, String> GIVEN_BACK = Map.of(
      "cursor", "min(u.cursor, coalesce((SELECT min(g.since)" + FALLEN + "), u.cursor))",
      "missed", "CASE WHEN EXISTS (SELECT 1" + FALLEN + ") THEN coalesce((SELECT g.missed" + FALLEN + " ORDER BY g.since, g.id LIMIT 1), '') ELSE u.missed END",
      "turn_owed", "CASE WHEN EXISTS (SELECT 1" + FALLEN + ") THEN 1 ELSE u.turn_owed END");
  private static final String ORIGINS = "(SELECT string_agg(o.kind || ' ' || o.seen || ' ' || o.name, '\n' ORDER BY o.kind, o.name) FROM origin o WHERE o.subscription = u.id)";

  private final List<Column> all;

  private ReaderColumns(List<Column> all) {
    this.all = List.copyOf(all);
  }

  static ReaderColumns of(Handle sql) {
    Map<String, StoreColumn> hers = byName(StoreColumn.of(sql, "subscriber"));
    Map<String, StoreColumn> place = byName(StoreColumn.of(sql, "subscription"));
    var all = new ArrayList<Column>();
    all.add(new Column("email", "s.address", Place.SUBSCRIBER, Form.ADDRESS, text("address")));
    all.add(new Column("name", "s.name", Place.SUBSCRIBER, Form.NAME, text("name")));
    all.add(new Column("categories", "CASE u.categories WHEN '*' THEN '' ELSE u.categories END", Place.SUBSCRIPTION, Form.CATEGORIES, text("categories")));
    all.add(new Column("format", "lower(u.format)", Place.SUBSCRIPTION, Form.FORMAT, text("format")));
    all.add(asIs("language", "u.language", Place.SUBSCRIPTION, place));
    all.add(asIs("zone", "s.zone", Place.SUBSCRIBER, hers));
    all.add(asIs("rhythm", "u.rhythm", Place.SUBSCRIPTION, place));
    all.add(asIs("send_after", "u.send_after", Place.SUBSCRIPTION, place));
    all.add(new Column("status", STATUS, Place.SUBSCRIPTION, Form.STATUS, text("status")));
    all.add(asIs("consent", "u.consent", Place.SUBSCRIPTION, place));
    boolean owing = sql.createQuery("SELECT EXISTS (SELECT 1 FROM delivery d WHERE " + OWED.formatted("d") + ")").mapTo(Boolean.class).one();
    Map<String, String> selects = owing ? GIVEN_BACK : Map.of();
    all.add(new Column("reader", "s.id", Place.SUBSCRIBER, Form.AS_IS, column(hers, "id")));
    place.values().stream().filter(column -> !SUBSCRIPTION_NAMED.contains(column.name()))
        .forEach(column -> all.add(new Column(column.name(), selects.getOrDefault(column.name(), "u." + column.name()), Place.SUBSCRIPTION, Form.AS_IS, column)));
    hers.values().stream().filter(column -> !SUBSCRIBER_NAMED.contains(column.name()))
        .forEach(column -> all.add(new Column("reader_" + column.name(), "s." + column.name(), Place.SUBSCRIBER, Form.AS_IS, column)));
    all.add(new Column("origins", ORIGINS, Place.ORIGIN, Form.ORIGINS, text("origins")));
    return new ReaderColumns(all);
  }

  private static Map<String, StoreColumn> byName(List<StoreColumn> columns) {
    var map = new java.util.LinkedHashMap<String, StoreColumn>();
    columns.forEach(column -> map.put(column.name(), column));
    return map;
  }

  private static StoreColumn column(Map<String, StoreColumn> columns, String name) {
    return java.util.Optional.ofNullable(columns.get(name)).orElseThrow(() -> new IllegalStateException("the store has no column " + name));
  }

  private static Column asIs(String name, String select, Place place, Map<String, StoreColumn> columns) {
    return new Column(name, select, place, Form.AS_IS, column(columns, name));
  }

  private static StoreColumn text(String name) {
    return new StoreColumn(name, Kind.TEXT, false);
  }

  List<Column> all() {
    return all;
  }

  /** A spreadsheet must not take a name for a formula. */
  static String harmless(String name) {
    return !name.isEmpty() && FORMULA.indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
  }

  /** The name again. */
  static String tame(String cell) {
    return cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0 ? cell.substring(1) : cell;
  }
}
