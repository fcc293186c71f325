/**
 * Where the program starts, and the only place that constructs services and reads the environment and the
 * system clock. Open {@link dev.tidings.app.Main}, then {@link dev.tidings.app.App}, which reads like a parts
 * list.
 */
@NullMarked
package dev.tidings.app;

import org.jspecify.annotations.NullMarked;
