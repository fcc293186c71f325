package dev.tidings.render;

/** What a reader asked for: both parts, or only the text. */
public enum Format { HTML, TEXT }
