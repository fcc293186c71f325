package dev.tidings.deliver;

import java.util.Optional;

/**
 * What one delivering came to.
 *
 * @param deferred outcomes, not mails: a mail deferred twice counts twice
 * @param unknown of the deferred ones, those that may have been accepted; they go out again under the same Message-ID
 * @param trouble why mails still wait though they are due: the relay, or the store
 */
public record DeliveryReport(long sent, long deferred, long failed, long unknown, Optional<String> trouble) {}
