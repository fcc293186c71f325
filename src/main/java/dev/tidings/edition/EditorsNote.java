package dev.tidings.edition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file in notes/: wishes in its front matter ({@code subject}, {@code lead}, {@code order}, {@code drop}), opening lines as its
 * body, and under a heading "Sponsored" a block that is labelled as paid for.
 */
public final class EditorsNote {
  private static final String SPONSORED = "(?im)^#{1,6}\\s*sponsored\\s*$";

  /** What a note may wish in its front matter. */
  public static final Set<String> KEYS = Set.of("subject", "lead", "order", "drop");

  private EditorsNote() {}

  /** @param keys front matter: each key with its values, one for a scalar */
  public static Wishes wishes(Map<String, List<String>> keys, String body) {
    String[] parts = body.split(SPONSORED, 2);
    var words = new Wishes.Words(first(keys, "subject"), Optional.empty(), text(parts[0]), parts.length > 1 ? text(parts[1]) : Optional.empty());
    return new Wishes(words, first(keys, "lead"), keys.getOrDefault("order", List.of()), Set.copyOf(keys.getOrDefault("drop", List.of())), Set.of());
  }

  private static Optional<String> first(Map<String, List<String>> keys, String key) {
    return keys.getOrDefault(key, List.of()).stream().filter(value -> !value.isBlank()).findFirst();
  }

  private static Optional<String> text(String words) {
    return Optional.of(words.strip()).filter(text -> !text.isEmpty());
  }
}
