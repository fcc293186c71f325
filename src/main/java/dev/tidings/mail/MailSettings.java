package dev.tidings.mail;

import java.time.Duration;
import java.util.Optional;

/**
 * Who writes and how long we try.
 *
 * @param from {@code Name <address>}; exactly one address
 * @param replyTo the same form
 * @param leaveAddress where {@code mailto:} unsubscribes go
 * @param life how long a delivery is tried at most; it ends before the next slot in any case
 */
public record MailSettings(
    String from, Optional<String> replyTo, Optional<String> leaveAddress, RelaySettings relay, Duration life) {}
