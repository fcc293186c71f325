/**
 * Moving out and in with everything. The store comes in; a folder or one zip goes out that people and other programs can read:
 * readers, suppressions, editions as mails and pages, accounts, and the ledger that another Tidings needs to go on where this one
 * stopped. Open {@link dev.tidings.moving.Departure} first, then {@link dev.tidings.moving.Arrival}. An export that is not whole
 * never bears its name, and one that is not as it was written is not taken in. No secret of the house is in it.
 */
@NullMarked
package dev.tidings.moving;

import org.jspecify.annotations.NullMarked;
