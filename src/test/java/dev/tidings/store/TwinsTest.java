package dev.tidings.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each migration has its twin for the other engine, and both make the same tables and columns. */
class TwinsTest {
  @TempDir Path folder;

  @Test
  void eachMigrationHasATwin() throws Exception {
    assertThat(names("postgresql")).isEqualTo(names("migrations"));
  }

  private static List<String> names(String of) throws Exception {
    try (Stream<Path> files = Files.list(Path.of(Database.class.getResource(of).toURI()))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void bothMakeTheSameTables() {
    try (Database sqlite = Database.inMemory(); Database postgres = Database.open(TestStore.postgres(folder.resolve("twins")))) {
      assertThat(columns(postgres, "SELECT c.table_name, c.column_name FROM information_schema.columns c WHERE c.table_schema = current_schema()"))
          .isEqualTo(columns(sqlite, "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"));
    }
  }

  /** The index of the site's search is each engine's own, and so is Flyway's history. */
  private static Map<String, TreeSet<String>> columns(Database database, String sql) {
    var tables = new TreeMap<String, TreeSet<String>>();
    database.<Object>read((Handle handle) -> handle.createQuery(sql)
        .map((row, context) -> tables.computeIfAbsent(row.getString(1), any -> new TreeSet<>()).add(row.getString(2))).list());
    tables.keySet().removeIf(name -> name.startsWith("search") || name.startsWith("flyway"));
    return tables;
  }
}
