package dev.tidings.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A table that is added later must be said to travel, or why it stays. */
class BookTest {
  @Test
  void eachTableTravelsOrStaysForAReason() {
    var said = new TreeSet<>(List.of("subscriber", "subscription", "origin"));
    Book.all().map(Book::table).forEach(said::add);
    said.addAll(Book.STAYING.keySet());
    try (Database store = Database.inMemory()) {
      List<String> tables = store.read(sql -> sql.createQuery("SELECT name FROM sqlite_master WHERE type = 'table'").mapTo(String.class).list()).stream()
          .filter(name -> !name.startsWith("sqlite_") && !name.startsWith("flyway_") && !name.matches("search_(config|content|data|docsize|idx)")).toList();
      assertThat(said).containsExactlyInAnyOrderElementsOf(tables);
    }
  }
}
