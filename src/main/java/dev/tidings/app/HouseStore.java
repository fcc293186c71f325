package dev.tidings.app;

import dev.tidings.cli.Opener;
import dev.tidings.config.HouseFile;
import dev.tidings.store.Database;
import dev.tidings.store.StoreException;
import dev.tidings.store.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens the store that belongs to the house. A house that has published and lost its store would tell everybody again what they
 * have been told, and mail those who left: it waits for the admin's word. So does one that finds another house's store.
 */
final class HouseStore {
  static final String OWNER = "house";
  static final String MOVED = "moved";
  private static final String LOST =
      "the store is missing, though this house has published since %s (config/house.yml). Without it nobody knows who was told what, and who"
          + " signed up or left by the web. Nothing was sent. Restore data/ from a backup; or begin anew with 'tidings run --new-store': lists and"
          + " subscribers/left.csv are read again, and posts from yesterday on count as news.";
  private final StorePlace place;
  private final HouseFile house;

  HouseStore(StorePlace place, HouseFile house) {
    this.place = place;
    this.house = house;
  }

  /** Who only looks gets an empty store in memory where there is none. */
  Database open(Opener.Purpose purpose) {
    boolean present = Database.exists(place);
    if (purpose == Opener.Purpose.LOOK && !present) return Database.inMemory();
    boolean anew = purpose == Opener.Purpose.NEW_STORE;
    if (!present && house.published().isPresent() && !anew) throw lost();
    Database database = Database.open(place);
    Optional<String> owner = database.note(OWNER);
    Optional<String> moved = database.note(MOVED);
    if (moved.isPresent()) {
      database.close();
      throw new StoreException("%s: what it held was moved to %s. Nothing was sent. %s".formatted(shown(), moved.get(), moved.get().startsWith("postgresql:")
          ? "Write 'store: %s' into config/tidings.yml, with the password as ${STORE_PASSWORD}.".formatted(moved.get()) : "Take the line 'store:' out of config/tidings.yml."));
    }
    if (owner.isPresent() && owner.get().equals(house.id())) return database;
    if (purpose == Opener.Purpose.LOOK && owner.isEmpty()) return database;
    boolean fresh = owner.isEmpty() && house.published().isEmpty();
    boolean unused = !present || owner.isEmpty() && place instanceof StorePlace.Server; // its schema was made, and nobody came
    if (fresh || (anew && unused)) return stamped(database);
    database.close();
    if (anew) return replaced(owner.orElse("unnamed"));
    throw owner.map(this::foreign).orElseGet(this::lost);
  }

  private Database replaced(String owner) {
    if (!(place instanceof StorePlace.File here)) throw foreign(owner);
    Path file = here.path();
    try {
      for (String end : List.of("-wal", "-shm", "")) setAside(file, owner, end);
    } catch (IOException e) {
      throw new StoreException("%s: it cannot be set aside (%s). Nothing was sent. Move it away by hand.".formatted(file, e.getMessage()), e);
    }
    return stamped(Database.open(place));
  }

  private static void setAside(Path file, String owner, String end) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + end);
    if (Files.exists(part)) Files.move(part, file.resolveSibling("of-" + owner + "-" + file.getFileName() + end));
  }

  private Database stamped(Database database) {
    database.note(OWNER, house.id());
    return database;
  }

  /** What who only looks should know; blank where all is well. */
  String warning() {
    return house.published().filter(day -> !Database.exists(place)).map(LOST::formatted).orElse("");
  }

  private String shown() {
    return place instanceof StorePlace.File file ? "data/" + file.path().getFileName() : place.shown();
  }

  private StoreException lost() {
    return new StoreException(shown() + ": " + LOST.formatted(house.published().map(Object::toString).orElse("")));
  }

  private StoreException foreign(String owner) {
    String aside = place instanceof StorePlace.File ? "or begin anew with 'tidings run --new-store', which sets the other store aside." : "or make a database for it, and name that one in store:.";
    return new StoreException(
        ("%s: this store belongs to another house (%s; config/house.yml says %s). Nothing was sent. Put this house's own data/ back, or its"
            + " config/house.yml from git; %s")
            .formatted(shown(), owner, house.id(), aside));
  }
}
