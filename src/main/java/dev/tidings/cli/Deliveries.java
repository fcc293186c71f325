package dev.tidings.cli;

import dev.tidings.deliver.Courier;
import dev.tidings.deliver.DeliveryReport;
import dev.tidings.deliver.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Delivering, as commands show it: a line that moves on a terminal, and Ctrl-C lets what is in flight end. */
final class Deliveries {
  private Deliveries() {}

  static DeliveryReport deliver(House house, Duration wait, PrintWriter err) {
    try (Courier courier = house.courier(System.console() == null ? Progress.SILENT : moving(err))) {
      var working = Thread.currentThread();
      var stop = new Thread(() -> {
        courier.close();
        try {
          working.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      Runtime.getRuntime().addShutdownHook(stop);
      DeliveryReport report = courier.deliver(house.clock().instant().plus(wait));
      if (System.console() != null && report.sent() + report.deferred() + report.failed() > 0) err.println();
      forget(stop);
      return report;
    }
  }

  static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      org.slf4j.LoggerFactory.getLogger(Deliveries.class).info("stopped by the admin; what was in flight has its answer");
    }
  }

  private static Progress moving(PrintWriter err) {
    return tally -> {
      err.printf("\r%,d sent, %,d deferred, %,d failed, %,.0f a second ", tally.sent(), tally.deferred(), tally.failed(), tally.perSecond());
      err.flush();
    };
  }
}
