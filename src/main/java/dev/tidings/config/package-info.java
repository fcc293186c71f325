/**
 * YAML becomes the stages' settings records, with all problems at once, each with file, line and a suggestion.
 * Open {@link dev.tidings.config.SettingsLoader} first. Only this package knows YAML keys; secrets come from
 * the environment or a file and never leave the record that needs them.
 */
@NullMarked
package dev.tidings.config;

import org.jspecify.annotations.NullMarked;
