package dev.tidings.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The numbered steps of the schema: the same numbers on both engines. */
enum Migrations {
  SQLITE("migrations"), POSTGRESQL("postgresql");

  /** The newest migration. A store whose history ends with it needs none, and is opened without Flyway, which takes longer than all the rest. */
  static final int NEWEST = 7;

  private final String folder;

  Migrations(String folder) {
    this.folder = folder;
  }

  /** Whether the store's own history says that all migrations are done and none is unknown to us. It must have one. */
  static boolean areDone(Statement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery("SELECT count(*), sum(CASE WHEN success THEN 1 ELSE 0 END), max(CAST(version AS INTEGER)) FROM flyway_schema_history")) {
      return row.next() && row.getInt(1) == NEWEST && row.getInt(2) == NEWEST && row.getInt(3) == NEWEST;
    }
  }

  /** The newest that was done; 0 for none. */
  static int version(Statement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery("SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM flyway_schema_history WHERE success")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** All that are missing, or none of them: one transaction. @throws StoreException where the store is newer than this program */
  void run(DataSource source, String name) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:dev/tidings/store/" + folder)
          .validateMigrationNaming(true)
          .group(true)
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayException e) {
      if (!String.valueOf(e.getMessage()).contains("not resolved locally")) throw e;
      throw new StoreException(
          "%s: the store was written by a newer Tidings. Nothing was sent. Start it with that Tidings, or put back the backup made before the upgrade."
              .formatted(name), e);
    }
  }
}
