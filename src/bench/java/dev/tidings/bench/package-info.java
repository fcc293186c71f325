/**
 * Measurements anyone can repeat: freshly written houses go in, medians come out. Open {@link dev.tidings.bench.FeedsBench}
 * first. Each measurement runs the program as its users do, as a process of its own; docs/performance.md has the commands and
 * what they printed.
 */
@NullMarked
package dev.tidings.bench;

import org.jspecify.annotations.NullMarked;
