package dev.tidings.cli;

import dev.tidings.deliver.Courier;
import dev.tidings.deliver.DeliveryReport;
import dev.tidings.queue.DeliveryQueue;
import java.time.Duration;

/**
 * One command's sending. Told to stop, it begins nothing more, and the process ends when what is in flight has its answer and the
 * command has said its account. Declare it before the house, so that it is closed last.
 */
final class Sending implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private final Desk desk;
  private final Stopping stopping;

  Sending(Desk desk) {
    this.desk = desk;
    this.stopping = new Stopping(desk, PATIENCE);
  }

  /** Everything that is due. */
  DeliveryReport deliver(House house, Duration wait) {
    return deliver(house, house.queue(), wait);
  }

  DeliveryReport deliver(House house, DeliveryQueue queue, Duration wait) {
    try (Gauge gauge = Gauge.of(desk, queue.waiting()); Courier courier = house.courier(queue, gauge)) {
      stopping.then(courier::close);
      return courier.deliver(house.clock().instant().plus(wait));
    }
  }

  @Override
  public void close() {
    stopping.close();
  }
}
