package dev.tidings.deliver;

import dev.tidings.mail.Relay;
import dev.tidings.queue.Capacity;
import java.util.Optional;

/** A relay on duty: its breaker, its pace and what it has said of us. */
final class Station {
  private final DeliverySettings.Route route;
  private final Relay relay;
  private final Breaker breaker;
  private final Bucket bucket;
  private final Blame blame;
  private volatile boolean spent;

  Station(DeliverySettings.Route route, int stopShare) {
    this.route = route;
    this.relay = new Relay(route.relay());
    this.breaker = new Breaker(relay.connections());
    this.bucket = new Bucket(route.pace().perSecond(), System.nanoTime());
    this.blame = new Blame(stopShare);
  }

  Relay relay() {
    return relay;
  }

  String name() {
    return relay.name();
  }

  Breaker breaker() {
    return breaker;
  }

  Bucket bucket() {
    return bucket;
  }

  Blame blame() {
    return blame;
  }

  int weight() {
    return Math.max(1, route.weight());
  }

  Capacity capacity(int size) {
    return new Capacity(size, relay.name(), route.newsletters(), route.pace().perDay());
  }

  boolean serves(String newsletter) {
    return route.newsletters().isEmpty() || route.newsletters().contains(newsletter);
  }

  /** A new round: perhaps a new day. */
  void begin() {
    spent = false;
    if (!breaker.isBanned()) blame.begin();
  }

  /** It has taken as many mails today as it may. */
  void spent() {
    spent = true;
  }

  /** Whether mail can go by it now, or soon. */
  boolean isUsable() {
    return !spent && !breaker.isOpen();
  }

  Optional<String> trouble() {
    if (!spent) return breaker.trouble();
    return Optional.of("Relay %s has taken its %,d mails of today. The rest waits for the next day (UTC), as long as an edition lives. Raise per_day if the relay allows more."
        .formatted(relay.name(), route.pace().perDay()));
  }
}
