package dev.tidings.post;

import java.util.Optional;

/**
 * A post's title: plain text, entities decoded, one line, no control characters.
 *
 * @param headline the short headline: an opening heading that says the title again in fewer words
 * @param shortTitle the front matter's {@code short_title}
 */
public record Title(String text, Optional<String> headline, Optional<String> shortTitle) {}
