/**
 * Takes deliveries from the queue, hands them to the relay and writes down the outcome. Open {@link
 * dev.tidings.deliver.Courier} first. A mail is begun only after its claim is committed, and a refusal for now
 * loses nobody.
 */
@NullMarked
package dev.tidings.deliver;

import org.jspecify.annotations.NullMarked;
