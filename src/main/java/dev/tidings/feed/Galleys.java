package dev.tidings.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sets each piece when the first document asks for it, and lets go of it when the last one has it: an archive of any size fits in memory. */
final class Galleys {
  private final Map<String, Slot> slots = new HashMap<>();
  private final Function<Piece, Optional<Galley>> setter;

  /** @param documents all that will ask, each once */
  Galleys(List<Document> documents, Function<Piece, Optional<Galley>> setter) {
    this.setter = setter;
    for (Document document : documents) for (Piece piece : document.pieces()) slots.computeIfAbsent(piece.key(), any -> new Slot()).uses++;
  }

  boolean isAskedFor(Piece piece) {
    return slots.containsKey(piece.key());
  }

  /** Empty for a piece that could not be set; the reason has been told. */
  Optional<Galley> take(Piece piece) {
    return Optional.ofNullable(slots.get(piece.key())).orElseThrow().take(piece, setter);
  }

  private static final class Slot {
    private int uses;
    private @Nullable Optional<Galley> set;

    synchronized Optional<Galley> take(Piece piece, Function<Piece, Optional<Galley>> setter) {
      Optional<Galley> galley = set == null ? setter.apply(piece) : set;
      set = --uses > 0 ? galley : Optional.empty();
      return galley;
    }
  }
}
