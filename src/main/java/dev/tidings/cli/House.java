package dev.tidings.cli;

/** An open house: one method per stage that a command calls. Closing it closes everything. */
public interface House extends AutoCloseable {
  @Override
  void close();
}
