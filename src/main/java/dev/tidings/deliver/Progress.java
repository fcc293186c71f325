package dev.tidings.deliver;

/** Told about ten times a second at most while mails go out, from one thread. */
@FunctionalInterface
public interface Progress {
  Progress SILENT = tally -> {};

  void moved(Tally tally);

  /**
   * Since this delivering began.
   *
   * @param perSecond mails answered a second, over the last few seconds
   */
  record Tally(long sent, long deferred, long failed, double perSecond) {
    public long answered() {
      return sent + deferred + failed;
    }
  }
}
