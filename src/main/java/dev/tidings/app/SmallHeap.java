package dev.tidings.app;

/**
 * Keeps the heap about as large as what lives in it. The serial collector lets its old generation grow to the limit before it
 * looks there, so that a million short-lived rows would take half a gigabyte for a program of ten megabytes. For a heap that
 * begins small and shrinks ({@code -Xms}, {@code -XX:MaxHeapFreeRatio}), as the launcher asks for with {@code tidings.heap.small}.
 */
final class SmallHeap {
  private static final long ENOUGH = 36L << 20;
  private static final long LOOK_EVERY_MILLIS = 1_000;
  /** What lived while much was done may be dead by now. */
  private static final int FORGET_AFTER_LOOKS = 30;
  private long lived;

  private SmallHeap() {}

  /** Watches from now on, beside everything else, for as long as the process lives. */
  static void keep() {
    var watching = new Thread(new SmallHeap()::watch, "small-heap");
    watching.setDaemon(true);
    watching.start();
  }

  private void watch() {
    try {
      for (int looks = 1; true; looks++) {
        Thread.sleep(LOOK_EVERY_MILLIS);
        if (looks % FORGET_AFTER_LOOKS == 0) lived = 0;
        if (Runtime.getRuntime().totalMemory() > Math.max(ENOUGH, 2 * lived)) collect();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A collection takes some milliseconds for ten megabytes that live, and gives the rest back to the system. */
  private void collect() {
    System.gc();
    lived = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
