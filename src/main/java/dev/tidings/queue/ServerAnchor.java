package dev.tidings.queue;

import dev.tidings.store.Database;
import dev.tidings.store.StoreException;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * One commit that waits for the server's disk, from a connection of its own: the log is written in order, so all that was committed
 * before it is there too. https://www.postgresql.org/docs/15/wal-async-commit.html
 */
final class ServerAnchor implements Anchor {
  private final Database database;
  private @Nullable Handle own;

  ServerAnchor(Database database) {
    this.database = database;
  }

  @Override
  public synchronized void force(long realNow) {
    try {
      Handle connection = own == null ? database.connectDurably() : own;
      own = connection;
      connection.execute("UPDATE heartbeat SET at = ? WHERE id = 1", realNow);
    } catch (JdbiException e) {
      close();
      throw new StoreException("Outcomes cannot be forced to the server's disk (%s).".formatted(reason(e)), e);
    }
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    return Objects.requireNonNullElse(root.getMessage(), "no reason given").lines().findFirst().orElse("no reason given");
  }

  /** The server's own work. */
  @Override
  public void tidy() {}

  @Override
  public synchronized void close() {
    if (own != null) own.close();
    own = null;
  }
}
