package dev.tidings.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * A backup of the store as the older program left it, made before its schema is changed: whoever goes back to that program puts it
 * back with its `restore`. Named by the moment of the store's last change, so that two processes which come at once make the same one.
 */
record CopyBefore(SQLiteDataSource source, Path file) {
  static final String END = ".upgrade.zip";
  private static final int KEPT = 3;
  private static final Logger LOG = LoggerFactory.getLogger(CopyBefore.class);

  /** @param version of the schema, before */
  void make(int version) throws SQLException {
    Path data = file.toAbsolutePath().resolveSibling("");
    Path backups = data.resolve("backups");
    try (Connection connection = source.getConnection(); Statement sql = connection.createStatement()) {
      Instant at = Files.getLastModifiedTime(file).toInstant();
      Path to = backups.resolve("%s-schema-%d%s".formatted(Upkeep.NAME.format(at), version, END));
      if (Files.exists(to)) return;
      Backup.write(copy -> vacuum(connection, copy), house(sql), data, to, at);
      Backup.rotate(backups, END, KEPT);
      LOG.info("The store's schema goes from {} to {}. As it was before, it is in data/backups/{}", version, Migrations.NEWEST, to.getFileName());
    } catch (IOException e) {
      throw new StoreException(("%s: it has to be upgraded, and the copy before that cannot be made (%s). Nothing was changed, nothing was sent."
          + " Make room in data/backups/, or check the permissions there.").formatted(file, e.getMessage()), e);
    }
  }

  private static void vacuum(Connection connection, Path copy) {
    try (PreparedStatement sql = connection.prepareStatement("VACUUM INTO ?")) {
      sql.setString(1, copy.toString());
      sql.execute();
    } catch (SQLException e) {
      throw new StoreException("%s: it has to be upgraded, and the copy before that cannot be made (%s). Nothing was changed, nothing was sent. Make room in data/backups/."
          .formatted(copy.getParent(), e.getMessage()), e);
    }
  }

  private static String house(Statement sql) throws SQLException {
    try (ResultSet row = sql.executeQuery("SELECT value FROM meta WHERE key = 'house'")) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
