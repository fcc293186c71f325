package dev.tidings.feed;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * @param entries in a subscription document; older ones are in archive documents (RFC 5005)
 * @param ttlMinutes 15 to 60
 * @param hub WebSub hub, if any
 * @param legacy further paths below the site ({@code feed.xml}) and which feed each shows ({@code all/atom.xml})
 */
public record FeedSettings(int entries, int ttlMinutes, Optional<URI> hub, Map<String, String> legacy) {
}
