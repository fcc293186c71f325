package dev.tidings.markup;

/** One line of an author's words, in both forms: safe HTML without block elements, and plain text on one line. */
public record Inline(SafeHtml html, String text) {}
