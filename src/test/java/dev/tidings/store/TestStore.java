package dev.tidings.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jspecify.annotations.Nullable;

/**
 * A store for a test: SQLite, or with {@code -Dtidings.test.store=postgresql} (profile postgresql) a database of its own on a server
 * that starts with the first that is asked for and ends with the tests. The same file is the same database, in other processes too
 * that are told {@link #words}.
 */
public final class TestStore {
  private static final String TEMPLATE = "tidings_template";
  /** Older databases are dropped: a test has one or two, and each takes 8 MB. */
  private static final int KEPT = 30;
  private static final Deque<String> MADE = new ArrayDeque<>();
  private static @Nullable EmbeddedPostgres server;
  private static @Nullable Path files;
  private static int port = Integer.getInteger("tidings.test.postgres", 0);

  private TestStore() {}

  private static boolean always;

  /** Runs a class's tests, or those it inherits, on PostgreSQL whatever the profile. */
  public static final class OnPostgres implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      always = true;
    }

    @Override
    public void afterAll(ExtensionContext context) {
      always = false;
    }
  }

  public static boolean isPostgres() {
    return always || "postgresql".equals(System.getProperty("tidings.test.store"));
  }

  /** What another process has to be told to find the same stores. */
  public static String[] words() {
    return isPostgres() ? new String[] {"-Dtidings.test.store=postgresql", "-Dtidings.test.postgres=" + port()} : new String[0];
  }

  /** @param file where the store would be on SQLite */
  public static Database open(Path file) {
    return Database.open(place(file));
  }

  public static Database passing() {
    return isPostgres() ? Database.open(server("passing_" + UUID.randomUUID().toString().replace('-', '_'))) : Database.inMemory();
  }

  public static StorePlace place(Path file) {
    return isPostgres() ? postgres(file) : new StorePlace.File(file);
  }

  /** On PostgreSQL, whatever the profile. */
  public static StorePlace.Server postgres(Path file) {
    return server("t" + UUID.nameUUIDFromBytes(file.toAbsolutePath().normalize().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString().replace('-', '_'));
  }

  /** A line of the configuration for a house; blank on SQLite. */
  public static String line(Path home) {
    return isPostgres() ? "store: " + place(home.resolve("data/tidings.db")).shown() + "\n" : "";
  }

  private static synchronized StorePlace.Server server(String name) {
    String database = name.toLowerCase(Locale.ROOT);
    StorePlace.Server place = StorePlace.server("postgresql://postgres@127.0.0.1:" + port() + "/" + database);
    if (Integer.getInteger("tidings.test.postgres", 0) == 0 && !MADE.contains(database)) make(database);
    return place;
  }

  private static void make(String database) {
    try (Connection connection = admin(); Statement sql = connection.createStatement()) {
      sql.execute("CREATE DATABASE " + database + " TEMPLATE " + TEMPLATE);
      MADE.add(database);
      while (MADE.size() > KEPT) sql.execute("DROP DATABASE IF EXISTS " + MADE.remove() + " WITH (FORCE)");
    } catch (SQLException e) {
      throw new IllegalStateException("no database for a test", e);
    }
  }

  private static EmbeddedPostgres.Builder builder() throws IOException {
    if (files == null) files = Files.createTempDirectory("tidings-postgres-").resolve("data");
    return EmbeddedPostgres.builder().setDataDirectory(files).setCleanDataDirectory(false).setRegisterShutdownHook(false).setPGStartupWait(Duration.ofSeconds(60)).setServerConfig("fsync", "off")
        .setServerConfig("max_connections", "200").setServerConfig("full_page_writes", "off").setServerConfig("shared_buffers", "64MB");
  }

  private static synchronized void end() {
    try {
      if (server != null) server.close();
      if (files != null) FileUtils.deleteDirectory(files.getParent().toFile());
    } catch (IOException e) {
      System.err.println("the tests' PostgreSQL did not end: " + e.getMessage());
    }
  }

  /** Stops the server under everybody, and starts it again. */
  public static synchronized void restart() throws IOException {
    if (server == null) throw new IllegalStateException("the server is another process's");
    server.close();
    server = builder().setPort(port).start();
  }

  /** Ends all connections to a store. */
  public static void drop(Path file) throws SQLException {
    try (Connection connection = admin(); var sql = connection.prepareStatement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")) {
      sql.setString(1, postgres(file).database());
      sql.execute();
    }
  }

  private static Connection admin() throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", "postgres", "");
  }

  /** Of a server in temporary files, whose own crash is no matter: commits do not wait for the disk. */
  private static synchronized int port() {
    if (port != 0) return port;
    try {
      server = builder().start();
      port = server.getPort();
      Runtime.getRuntime().addShutdownHook(new Thread(TestStore::end));
      try (Connection connection = admin(); Statement sql = connection.createStatement()) {
        sql.execute("CREATE DATABASE " + TEMPLATE);
      }
      Database.open(StorePlace.server("postgresql://postgres@127.0.0.1:" + port + "/" + TEMPLATE)).close();
      return port;
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no PostgreSQL for the tests", e);
    }
  }
}
