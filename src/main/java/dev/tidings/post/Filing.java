package dev.tidings.post;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a post belongs.
 *
 * @param categories at least one (the configured default where the author names none)
 * @param language a BCP 47 tag, where the author names one
 * @param featured the author's {@code featured: true}
 * @param weight the author's {@code weight} above 0; lower is more important
 */
public record Filing(
    List<Category> categories, List<String> tags, List<String> authors, Optional<String> language, boolean featured,
    OptionalInt weight) {}
