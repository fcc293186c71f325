package dev.tidings.shelf;

/** A post that was away when somebody's turn came. @param back whether it can be told now */
public record Missed(Numbered numbered, boolean back) {}
