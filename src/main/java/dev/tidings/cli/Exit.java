package dev.tidings.cli;

/** What a command tells the shell. */
final class Exit {
  static final int DONE = 0;
  static final int TO_REPORT = 1;
  static final int WRONG_USE = 2;

  private Exit() {}

  static int unless(boolean somethingToReport) {
    return somethingToReport ? TO_REPORT : DONE;
  }
}
