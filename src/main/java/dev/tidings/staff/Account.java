package dev.tidings.staff;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Somebody who may sign in.
 *
 * @param zone in which times are shown beside the newsletter's own; empty = the site's
 */
public record Account(String name, Role role, Optional<ZoneId> zone, Instant createdAt) {}
