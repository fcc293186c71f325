package dev.tidings.intake;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A feed of another site.
 *
 * @param name in the configuration; its folder of posts is called so
 * @param category of all its posts; empty: those that the entries name
 * @param every it is asked no more often
 * @param mayBePrivate whether it, or where it redirects to, may be in a private network
 */
public record FollowedFeed(String name, URI url, Optional<String> category, Duration every, boolean mayBePrivate) {}
