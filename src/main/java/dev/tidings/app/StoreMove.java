package dev.tidings.app;

import dev.tidings.cli.Unusable;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.store.Database;
import dev.tidings.store.Relocation;
import dev.tidings.store.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The house's store goes elsewhere. The copy is whole and checked before the old store is closed, and a store that is closed is
 * opened no more: nothing can be sent from both.
 */
final class StoreMove {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
  private final App app;
  private final Consumer<String> progress;

  StoreMove(App app, Consumer<String> progress) {
    this.app = app;
    this.progress = progress;
  }

  List<String> to(String text) {
    Path data = app.settings().house().resolve("data");
    StorePlace from = app.settings().storeIn(app.settings().house());
    StorePlace to = text.equals("file") ? new StorePlace.File(data.resolve("tidings.db")) : server(text);
    if (from.shown().equals(to.shown()) || from.getClass() == to.getClass()) throw new Unusable("The store is of that kind already (%s). Nothing was moved.".formatted(from.shown()));
    app.queue().tidy();
    app.closeQueues();
    if (DeliveryQueue.isAtWork(app.database(), data.resolve("claims")))
      throw new Unusable("Another process works on the store (serve, run or deliver). Nothing was moved. Stop it, then move again.");
    List<Relocation.Table> tables = to instanceof StorePlace.File file ? toFile(file.path()) : toServer(to);
    app.database().note(HouseStore.MOVED, to instanceof StorePlace.File ? "data/tidings.db" : to.shown());
    return said(tables, from, to);
  }

  private static List<String> said(List<Relocation.Table> tables, StorePlace from, StorePlace to) {
    List<String> said = new ArrayList<>(tables.stream().filter(table -> table.rows() > 0).map(table -> "%-20s %,12d rows  %s".formatted(table.name(), table.rows(), table.digest().substring(0, 16))).toList());
    said.add("Everything is in %s, read again and the same. %s is kept and opened no more.".formatted(to.shown(), from.shown()));
    said.add(to instanceof StorePlace.File ? "Now take the line 'store:' out of config/tidings.yml." : "Now write into config/tidings.yml, with the password as a variable: store: " + to.shown());
    return said;
  }

  private List<Relocation.Table> toServer(StorePlace place) {
    try (Database target = Database.open(place)) {
      Optional<String> owner = target.note(HouseStore.OWNER);
      if (owner.filter(house -> !house.equals(app.settings().audience().houseId())).isPresent())
        throw new Unusable("%s: this store belongs to another house (%s). Nothing was moved. Make a database for this one.".formatted(place.shown(), owner.get()));
      if (target.locks().filter(locks -> locks.isAnyHeld()).isPresent()) throw new Unusable("%s: a process works on that store. Nothing was moved. Stop it, then move again.".formatted(place.shown()));
      return new Relocation(progress).copy(app.database(), target);
    }
  }

  /** Beside the place, and put there when it is whole. */
  private List<Relocation.Table> toFile(Path file) {
    Path made = file.resolveSibling("tidings.db.moving");
    try {
      if (Files.exists(file)) {
        boolean closed;
        try (Database old = Database.open(file)) {
          closed = old.note(HouseStore.MOVED).isPresent();
        }
        if (!closed) throw new Unusable("%s: there is a store already that was not moved away. Nothing was moved. Move the file away, if it is of no use.".formatted(file));
      }
      for (String end : List.of("", "-wal", "-shm")) Files.deleteIfExists(made.resolveSibling(made.getFileName() + end));
      List<Relocation.Table> tables;
      try (Database target = Database.open(made)) {
        tables = new Relocation(progress).copy(app.database(), target);
      }
      for (String end : List.of("-wal", "-shm")) {
        Files.deleteIfExists(made.resolveSibling(made.getFileName() + end));
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
      }
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return tables;
    } catch (IOException e) {
      throw new Unusable("%s: the new store cannot be put there (%s). Nothing was moved; the old store is as it was.".formatted(file, e.getMessage()), e);
    }
  }

  private static StorePlace.Server server(String text) {
    Matcher variable = VARIABLE.matcher(text);
    String whole = variable.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    if (whole.equals(text) && text.matches("[^@]*//[^@]*:[^@]+@.*")) throw new Unusable("A password does not belong on a command line, where others see it. Write ${STORE_PASSWORD} in single quotes and set STORE_PASSWORD. Nothing was moved.");
    try {
      return StorePlace.server(whole);
    } catch (IllegalArgumentException e) {
      throw new Unusable("TO: %s. Nothing was moved. Write 'postgresql://tidings:${STORE_PASSWORD}@host/tidings', or file.".formatted(e.getMessage()), e);
    }
  }

  private static String value(String name) {
    return Optional.ofNullable(System.getenv(name)).orElseThrow(() -> new Unusable("The environment has no %s. Nothing was moved.".formatted(name)));
  }
}
