package dev.tidings.app;

/** What the launcher runs once after a build, so that the classes of ordinary commands are in its archive. */
final class Training {
  private Training() {}

  public static void main(String[] args) {
    Main.start("--help");
  }
}
