/**
 * What is still owed: durable and unique. Editions' recipients come in; claims go out to couriers and outcomes
 * come back. Open {@link dev.tidings.queue.DeliveryQueue} first. No network is touched here and no lock is held
 * while somebody else waits for it.
 */
@NullMarked
package dev.tidings.queue;

import org.jspecify.annotations.NullMarked;
