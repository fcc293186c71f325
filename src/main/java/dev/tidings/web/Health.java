package dev.tidings.web;

import java.util.Map;

/**
 * How the house is.
 *
 * @param well whether everything works; a monitor sees 503 otherwise
 * @param parts name and state of each part, in words
 */
public record Health(boolean well, Map<String, Object> parts) {}
