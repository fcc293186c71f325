/**
 * Whether the house's mail can arrive, and what to mend before it goes out. Settings come in; {@link dev.tidings.doctor.Finding}s
 * go out, each with its consequence, its way out and, for DNS, the record to publish. Open {@link dev.tidings.doctor.Doctor}
 * first. It sends no mail, changes nothing, and ends in bounded time whatever the network does.
 */
@NullMarked
package dev.tidings.doctor;

import org.jspecify.annotations.NullMarked;
