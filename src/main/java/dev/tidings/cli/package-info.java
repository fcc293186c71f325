/**
 * One class per command: parse, call one method of a stage, show the result. Open {@link
 * dev.tidings.cli.TidingsCommand} first. Nothing is decided here and nobody but app imports it.
 */
@NullMarked
package dev.tidings.cli;

import org.jspecify.annotations.NullMarked;
