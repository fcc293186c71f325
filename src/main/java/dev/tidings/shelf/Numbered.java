package dev.tidings.shelf;

/** A post's place in one newsletter's sequence. */
public record Numbered(long number, PostKey key) {}
