package dev.tidings.edition;

import dev.tidings.markup.Inline;
import java.net.URI;

/**
 * What was wrong with a story that has been told.
 *
 * @param key of its post
 * @param headline plain text · @param link absolute: where it stands as it is now
 * @param said in its author's words
 */
public record Correction(String key, String headline, URI link, Inline said) {}
