package dev.tidings.post;

import java.util.Optional;

/**
 * Where a post came from and what its author calls it.
 *
 * @param path as people know it, folder included ({@code posts/2026/a.md}); for messages
 * @param relative inside its posts folder, '/' between parts; what identity is made from
 * @param digest hex SHA-256 of the title and body text with white space normalised: equal for the same story twice
 * @param id the front matter's {@code id}
 * @param slug the front matter's {@code slug}
 * @param permalink the front matter's {@code permalink} or {@code url}
 */
public record PostFile(
    String path, String relative, String digest, Optional<String> id, Optional<String> slug, Optional<String> permalink) {}
