package dev.tidings.app;

import dev.tidings.store.StorePlace;
import dev.tidings.store.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;

/** A house's store by plain JDBC: looked at, and made again as an older program would have left it. */
final class OldStore {
  private static final String SQLITE_COLUMNS = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
  private static final String POSTGRES_COLUMNS = "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) WHERE t.table_type = 'BASE TABLE' AND c.table_schema = current_schema()";
  private final Path file;
  private final boolean postgres = TestStore.isPostgres();

  OldStore(Path file) {
    this.file = file;
  }

  private record Rows(List<String> columns, List<List<Object>> values) {}

  private String url() {
    if (!(TestStore.place(file) instanceof StorePlace.Server server)) return "jdbc:sqlite:" + file;
    return "jdbc:postgresql://" + server.hosts().get(0) + "/" + server.database() + "?user=postgres&stringtype=unspecified";
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /** Tables and their columns; the index of the search is each engine's own, and so is Flyway's history. */
  Map<String, TreeSet<String>> columns() throws SQLException {
    var tables = new TreeMap<String, TreeSet<String>>();
    try (Connection connection = open(); Statement sql = connection.createStatement(); ResultSet row = sql.executeQuery(postgres ? POSTGRES_COLUMNS : SQLITE_COLUMNS)) {
      while (row.next()) tables.computeIfAbsent(row.getString(1), any -> new TreeSet<>()).add(row.getString(2));
    }
    tables.keySet().removeIf(name -> name.startsWith("search") || name.startsWith("flyway"));
    return tables;
  }

  Map<String, Integer> counts() throws SQLException {
    var counts = new TreeMap<String, Integer>();
    rows().forEach((table, rows) -> counts.put(table, rows.values().size()));
    return counts;
  }

  private Map<String, Rows> rows() throws SQLException {
    var rows = new TreeMap<String, Rows>();
    try (Connection connection = open()) {
      for (String table : columns().keySet()) rows.put(table, rows(connection, table));
    }
    return rows;
  }

  private static Rows rows(Connection connection, String table) throws SQLException {
    try (Statement sql = connection.createStatement(); ResultSet row = sql.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData about = row.getMetaData();
      var columns = new ArrayList<String>();
      for (int i = 1; i <= about.getColumnCount(); i++) columns.add(about.getColumnName(i));
      var values = new ArrayList<List<Object>>();
      while (row.next()) {
        var one = new ArrayList<Object>();
        for (int i = 1; i <= columns.size(); i++) one.add(row.getObject(i));
        values.add(one);
      }
      return new Rows(columns, values);
    }
  }

  /** The schema goes back to that version; of the rows everything stays that it has a place for. */
  void becomes(int version) throws SQLException, IOException {
    Map<String, Rows> all = rows();
    if (postgres) {
      try (Connection connection = open(); Statement sql = connection.createStatement()) {
        sql.execute("DROP SCHEMA public CASCADE");
        sql.execute("CREATE SCHEMA public");
      }
    } else {
      for (String end : List.of("", "-wal", "-shm")) Files.deleteIfExists(Path.of(file + end));
    }
    Flyway.configure().dataSource(url(), null, null).locations("classpath:dev/tidings/store/" + (postgres ? "postgresql" : "migrations"))
        .target(String.valueOf(version)).load().migrate();
    Map<String, TreeSet<String>> places = columns();
    try (Connection connection = open()) {
      if (postgres) execute(connection, "SET session_replication_role = replica");
      for (String table : places.keySet()) if (!table.equals("delivery_tally")) fill(connection, table, places.get(table), all.get(table));
      if (places.containsKey("delivery_tally")) fill(connection, "delivery_tally", places.get("delivery_tally"), all.get("delivery_tally")); // triggers have counted, on SQLite
      if (postgres) for (String table : places.keySet()) if (places.get(table).contains("id")) numberOn(connection, table);
      if (postgres) execute(connection, "SELECT setval('fence_last', 1000)");
    }
  }

  private static void fill(Connection connection, String table, TreeSet<String> places, Rows rows) throws SQLException {
    List<String> kept = rows.columns().stream().filter(places::contains).toList();
    execute(connection, "DELETE FROM " + table);
    String line = "INSERT INTO " + table + " (" + String.join(", ", kept) + ") VALUES (" + kept.stream().map(any -> "?").collect(Collectors.joining(", ")) + ")";
    try (PreparedStatement sql = connection.prepareStatement(line)) {
      for (List<Object> row : rows.values()) {
        for (int i = 0; i < kept.size(); i++) sql.setObject(i + 1, row.get(rows.columns().indexOf(kept.get(i))));
        sql.execute();
      }
    }
  }

  private static void numberOn(Connection connection, String table) throws SQLException {
    execute(connection, "SELECT setval(s, (SELECT coalesce(max(id), 0) + 1 FROM " + table + "), false) FROM pg_get_serial_sequence('" + table + "', 'id') s WHERE s IS NOT NULL");
  }

  private static void execute(Connection connection, String line) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(line);
    }
  }
}
