package dev.tidings.post;

import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * @param published in the author's offset, or in the site's zone where the author gave none
 * @param modified the front matter's {@code last_modified_at} (or lastmod, updated)
 */
public record PostDates(ZonedDateTime published, Optional<ZonedDateTime> modified) {}
