package dev.tidings.cli;

/** The house cannot be used as it is: its configuration, mostly. The message may have several lines. Exit 2. */
public final class Unusable extends RuntimeException {
  public Unusable(String message) {
    super(message);
  }

  public Unusable(String message, Throwable cause) {
    super(message, cause);
  }
}
