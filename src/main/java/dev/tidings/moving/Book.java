package dev.tidings.moving;

import dev.tidings.store.StoreColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * A table that travels as it is, and the file it travels in.
 *
 * @param order of its rows
 * @param without columns that mean nothing elsewhere
 */
record Book(String table, String file, String order, Set<String> without) {
  /** What refers stands after what is referred to. */
  private static final List<Book> BEFORE_READERS = List.of(
      book("newsletter", "slug"), book("category", "slug"), book("post", "key"), book("post_alias", "kind, value, post"), book("post_file", "path"), book("feed_archive", "topic, upper"),
      book("shelf", "newsletter, number"), book("slot_wish", "newsletter, local, zone, kind, value"), book("slot_skipped", "newsletter, local, zone"));

  static final Book EDITIONS = book("edition", "id");
  static final Book EDITION_POSTS = book("edition_post", "edition, position");
  static final Book VARIANTS = new Book("variant", "ledger/variant.csv", "id", Set.of("html", "text", "body"));

  private static final List<Book> AFTER_READERS = List.of(
      new Book("suppression", "suppressions.csv", "address_key", Set.of()), book("request", "id"), book("list_file", "name, newsletter"),
      book("list_broken", "newsletter, name, digest"), new Book("bounce", "ledger/bounce.csv", "id", Set.of("delivery")), book("audit", "id"), book("desk_mail", "id"));

  /** Tables that stay behind, and why. A table is here or travels: a test says so. */
  static final Map<String, String> STAYING = Map.ofEntries(
      Map.entry("meta", "what the store says of itself"), Map.entry("search", "made anew"), Map.entry("search_entry", "made anew"),
      Map.entry("delivery", "what is owed is told by the next edition; the account has the numbers"), Map.entry("delivery_tally", "of deliveries"),
      Map.entry("attempt", "of deliveries"), Map.entry("accepted", "of deliveries"), Map.entry("notice", "mails on their way"),
      Map.entry("heartbeat", "of the running program"), Map.entry("fence", "of the running program"), Map.entry("relay_day", "of the relay"),
      Map.entry("webhook", "from the configuration"), Map.entry("happening", "news for webhooks"), Map.entry("outbox", "news for webhooks"),
      Map.entry("account", "passwords"), Map.entry("account_session", "sign-ins"), Map.entry("api_key", "secrets"), Map.entry("api_answer", "of api keys"));

  private static Book book(String table, String order) {
    return new Book(table, "ledger/" + table + ".csv", order, Set.of());
  }

  static List<Book> beforeReaders() {
    return BEFORE_READERS;
  }

  static List<Book> afterReaders() {
    return AFTER_READERS;
  }

  static Stream<Book> all() {
    return Stream.of(BEFORE_READERS.stream(), Stream.of(EDITIONS, EDITION_POSTS, VARIANTS), AFTER_READERS.stream()).flatMap(Function.identity());
  }

  List<StoreColumn> columns(Handle sql) {
    return StoreColumn.of(sql, table).stream().filter(column -> !without.contains(column.name())).toList();
  }

  String select(List<StoreColumn> columns) {
    return "SELECT " + columns.stream().map(StoreColumn::name).collect(Collectors.joining(", ")) + " FROM " + table + " ORDER BY " + order;
  }
}
