package dev.tidings.cli;

/** A command that cannot be carried out: the message names the thing, the reason and the way out. */
final class Refusal extends RuntimeException {
  private final int exit;

  private Refusal(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  /** Wrong usage or configuration. */
  static Refusal wrongUse(String message, Object... values) {
    return new Refusal(2, message.formatted(values));
  }

  /** Something to report. */
  static Refusal notDone(String message, Object... values) {
    return new Refusal(1, message.formatted(values));
  }

  int exit() {
    return exit;
  }
}
