package dev.tidings.store;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a house's store is. What it is called in messages and logs never holds a password. */
public sealed interface StorePlace {
  String SCHEME = "postgresql://";

  /** As messages name it. */
  String shown();

  /** A SQLite file on this machine. */
  record File(Path path) implements StorePlace {
    @Override
    public String shown() {
      return path.toString();
    }

    @Override
    public String toString() {
      return shown();
    }
  }

  /**
   * A PostgreSQL database that several machines may share.
   *
   * @param hosts {@code host} or {@code host:port}; of several, the one that takes writes is used
   * @param options of the driver, as sslmode
   */
  record Server(List<String> hosts, String database, String user, Optional<String> password, Map<String, String> options) implements StorePlace {
    /** The driver's address, without user and password. */
    String url() {
      Stream<String> several = hosts.size() > 1 ? Stream.of("targetServerType=primary") : Stream.empty();
      String query = Stream.concat(several, options.entrySet().stream().map(option -> option.getKey() + "=" + option.getValue())).collect(Collectors.joining("&", "?", ""));
      return "jdbc:" + SCHEME + String.join(",", hosts) + "/" + database + (query.equals("?") ? "" : query);
    }

    @Override
    public String shown() {
      return SCHEME + user + "@" + String.join(",", hosts) + "/" + database;
    }

    @Override
    public String toString() {
      return shown();
    }
  }

  Pattern SERVER = Pattern.compile("postgres(?:ql)?://([^:@/]+)(?::(.*))?@([^@/?]+)/([^/?@]+)(?:\\?(.*))?");
  List<String> OPTIONS = List.of("sslmode", "sslrootcert", "sslcert", "sslkey", "currentSchema", "connectTimeout", "socketTimeout");

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=verify-full}; the password stands there as it is, with
   * whatever characters it has.
   *
   * @throws IllegalArgumentException with the reason, which holds nothing of the text
   */
  static Server server(String text) {
    Matcher parts = SERVER.matcher(text.strip());
    if (!parts.matches()) throw new IllegalArgumentException("it is not the address of a PostgreSQL database");
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : Optional.ofNullable(parts.group(5)).orElse("").split("&")) {
      if (option.isEmpty()) continue;
      String[] pair = option.split("=", 2);
      if (pair.length < 2 || !OPTIONS.contains(pair[0])) throw new IllegalArgumentException("it has an option that is not one of " + String.join(", ", OPTIONS));
      options.put(pair[0], pair[1]);
    }
    return new Server(List.of(parts.group(3).split(",")), parts.group(4), parts.group(1), Optional.ofNullable(parts.group(2)).filter(password -> !password.isEmpty()), options);
  }
}
