package dev.tidings.cli;

import dev.tidings.deliver.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far sending has come: a bar on a terminal, elsewhere a line every ten seconds. */
interface Gauge extends Progress, AutoCloseable {
  @Override
  void close();

  /** @param owed mails that wait at the start */
  static Gauge of(Desk desk, long owed) {
    return desk.terminal() && owed > 0 ? new Bar(desk.err(), owed) : new Lines(desk.err(), owed, System.nanoTime());
  }

  /** With rate and time left. */
  final class Bar implements Gauge {
    private static final int WIDTH = 79;
    private static final int EVERY_MILLIS = 250;
    private final PrintWriter err;
    private final ProgressBar bar;

    Bar(PrintWriter err, long owed) {
      this.err = err;
      this.bar = new ProgressBarBuilder().setTaskName("Sending").setInitialMax(owed).setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(EVERY_MILLIS)
          .showSpeed().setConsumer(new DelegatingProgressBarConsumer(this::show, WIDTH)).build();
    }

    private void show(String line) {
      err.print("\r" + line);
      err.flush();
    }

    @Override
    public void moved(Tally tally) {
      bar.maxHint(Math.max(bar.getMax(), tally.answered()));
      bar.stepTo(tally.answered());
      if (tally.deferred() + tally.failed() > 0) bar.setExtraMessage("%,d deferred, %,d failed".formatted(tally.deferred(), tally.failed()));
    }

    @Override
    public void close() {
      bar.close();
      err.println();
    }
  }

  /** For logs. */
  final class Lines implements Gauge {
    private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private final PrintWriter err;
    private final long owed;
    private long last;

    Lines(PrintWriter err, long owed, long now) {
      this.err = err;
      this.owed = owed;
      this.last = now;
    }

    @Override
    public void moved(Tally tally) {
      long now = System.nanoTime();
      if (now - last < EVERY_NANOS) return;
      last = now;
      err.println(words(tally, owed));
    }

    static String words(Tally tally, long owed) {
      return "%,d of %,d sent, %,d deferred, %,d failed; %,.0f a second%s".formatted(tally.sent(), Math.max(owed, tally.answered()), tally.deferred(),
          tally.failed(), tally.perSecond(), left(tally, owed).map(time -> ", " + time + " left").orElse(""));
    }

    private static Optional<String> left(Tally tally, long owed) {
      long open = owed - tally.answered();
      if (open <= 0 || tally.perSecond() < 0.1) return Optional.empty();
      long seconds = Math.round(open / tally.perSecond());
      return Optional.of(seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min");
    }

    @Override
    public void close() {}
  }
}
