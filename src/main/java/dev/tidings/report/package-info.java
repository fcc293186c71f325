/**
 * What happened, in the numbers people ask for. The ledger comes in; accounts and explanations go out. Open
 * {@link dev.tidings.report.EditionReport} first. It reads and never writes.
 */
@NullMarked
package dev.tidings.report;

import org.jspecify.annotations.NullMarked;
