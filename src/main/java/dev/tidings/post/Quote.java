package dev.tidings.post;

/** Somebody's words, without quotation marks, and who said them. Plain text both. */
public record Quote(String words, String speaker) {}
