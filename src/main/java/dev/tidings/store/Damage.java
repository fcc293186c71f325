package dev.tidings.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What makes a store unusable, found before anything is done with it, or when SQLite first meets it. */
record Damage(String name) {
  private static final int HEADER = 100;
  /** Bigger stores are checked page by page only where they are read: a check reads all of it. 64 MB take 0.3 s. */
  private static final long CHECKED_WHOLE = 64L << 20;
  private static final Set<SQLiteErrorCode> BROKEN = Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB,
      SQLiteErrorCode.SQLITE_CORRUPT_INDEX, SQLiteErrorCode.SQLITE_CORRUPT_VTAB, SQLiteErrorCode.SQLITE_CORRUPT_SEQUENCE);

  /** Before it is opened: a file cut short by a full disk or a broken copy. https://www.sqlite.org/fileformat2.html, 1.3 */
  void checkLength(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) == 0 || Files.exists(file.resolveSibling(file.getFileName() + "-wal"))) return;
      if (Files.size(file) < HEADER) throw damaged("it is only " + Files.size(file) + " octets long", Optional.empty());
      try (var in = new DataInputStream(Files.newInputStream(file))) {
        byte[] magic = in.readNBytes(16);
        if (!Arrays.equals(magic, "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
          throw damaged("it is no SQLite database", Optional.empty());
        int page = in.readUnsignedShort();
        in.skipNBytes(10);
        long pages = Integer.toUnsignedLong(in.readInt());
        long wanted = pages * (page == 1 ? 65_536 : page);
        if (wanted > Files.size(file)) throw damaged("it is cut short, %d of %d octets".formatted(Files.size(file), wanted), Optional.empty());
      }
    } catch (IOException e) {
      throw new StoreException("%s: the store cannot be read (%s). Nothing was sent. Check its permissions.".formatted(name, e.getMessage()), e);
    }
  }

  /** Whether it can be written, and whether its pages hang together. Another process that writes just now is proof enough. */
  void check(SQLiteDataSource source, long size) {
    try (Connection connection = source.getConnection(); Statement sql = connection.createStatement()) {
      if (size <= CHECKED_WHOLE) {
        try (var found = sql.executeQuery("PRAGMA quick_check(1)")) {
          String said = found.next() ? found.getString(1) : "ok";
          if (!said.equals("ok")) throw damaged(said.lines().reduce((first, last) -> last).orElse(said), Optional.empty());
        }
      }
      sql.execute("PRAGMA busy_timeout = 0");
      sql.execute("BEGIN IMMEDIATE");
      sql.execute("ROLLBACK");
    } catch (SQLException e) {
      if (!(e instanceof SQLiteException sqlite) || !busy(sqlite)) throw of(e).orElseGet(() -> unusable(e));
    }
  }

  private static boolean busy(SQLiteException e) {
    return (e.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
  }

  /** The store's own trouble, wherever it stands among the causes; empty for a mistake in a statement. */
  Optional<StoreException> of(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (!(cause instanceof SQLiteException sqlite)) continue;
      SQLiteErrorCode code = sqlite.getResultCode();
      if (BROKEN.contains(code)) return Optional.of(damaged("SQLite says " + code.message, Optional.of(e)));
      int kind = code.code & 0xff;
      if (kind == SQLiteErrorCode.SQLITE_READONLY.code)
        return Optional.of(new StoreException("%s: the store is read-only. Nothing was sent. Check the permissions of the file and its folder, and whether the disk is mounted read-only."
            .formatted(name), e));
      if (kind == SQLiteErrorCode.SQLITE_FULL.code)
        return Optional.of(new StoreException("%s: the disk is full. What was committed stays; no mail is started. Free some space and run the command again.".formatted(name), e));
      if (kind == SQLiteErrorCode.SQLITE_IOERR.code)
        return Optional.of(new StoreException("%s: the disk refuses to read or write (%s). What was committed stays. Look at the disk.".formatted(name, code.name()), e));
    }
    return Optional.empty();
  }

  StoreException unusable(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    String reason = String.valueOf(root.getMessage()).lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason given");
    return new StoreException("%s: the store cannot be opened (%s). Nothing was sent. Check its permissions; a damaged one needs the last backup.".formatted(name, reason), e);
  }

  private StoreException damaged(String how, Optional<Throwable> e) {
    String message = "%s: the store is damaged (%s). Nothing was sent. Put the last backup in its place; keep the damaged file, for sqlite3's .recover may read it."
        .formatted(name, how);
    return e.map(cause -> new StoreException(message, cause)).orElseGet(() -> new StoreException(message));
  }
}
