package dev.tidings.shelf;

/** Our own name for a post; survives renames and edits. Opaque, URL-safe. */
public record PostKey(String value) {
  @Override
  public String toString() {
    return value;
  }
}
