package dev.tidings.deliver;

import dev.tidings.mail.RelaySettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * By which relays mail goes, and how patiently.
 *
 * @param routes at least one
 * @param groups of recipient domains; a domain in none is a group of its own
 * @param told who hears of trouble besides the log
 * @param stopShare percent of answers that may speak of us before a relay's run is stopped
 */
public record DeliverySettings(List<Route> routes, List<Group> groups, int stopShare, Told told) {
  public static final int STOP_SHARE = 20;
  private static final Duration RESTING = Duration.ofMinutes(10);

  /**
   * @param weight its share of the mails, against the others' weights
   * @param newsletters it serves; empty = all
   */
  public record Route(RelaySettings relay, int weight, List<String> newsletters, Pace pace) {}

  /** @param perSecond mails; 0 = as fast as it goes · @param perDay mails on a UTC day; 0 = any number */
  public record Pace(double perSecond, long perDay) {
    public static final Pace FREE = new Pace(0, 0);
  }

  /** @param perSecond mails; 0 = as fast as it goes · @param connections that may carry mail for it at once; 0 = any number */
  public record Group(String name, List<String> domains, double perSecond, int connections) {}

  /**
   * @param alarm told of trouble, as JSON or as text · @param command the same · @param ping told of each good run
   * @param mail addresses that are told too · @param limits from when on something is trouble
   */
  public record Told(Optional<URI> alarm, boolean json, Optional<String> command, Optional<URI> ping, List<String> mail, Limits limits) {
    public static final Told NOBODY = new Told(Optional.empty(), false, Optional.empty(), Optional.empty());

    /** Nobody by mail. */
    public Told(Optional<URI> alarm, boolean json, Optional<String> command, Optional<URI> ping) {
      this(alarm, json, command, ping, List.of(), Limits.DEFAULT);
    }

    boolean anybody() {
      return alarm.isPresent() || command.isPresent() || !mail.isEmpty();
    }
  }

  /**
   * @param resting how long relays rest before that is trouble; zero for who does not stay to see
   * @param bounces percent of a day's mail that came back for good · @param disk megabytes that should be free
   */
  public record Limits(Duration resting, int bounces, int disk) {
    public static final Limits DEFAULT = new Limits(Duration.ZERO, 5, 200);
  }

  /** The same for a process that stays: a relay's short rest is no alarm. */
  public DeliverySettings standing() {
    var limits = new Limits(RESTING, told.limits.bounces, told.limits.disk);
    return new DeliverySettings(routes, groups, stopShare, new Told(told.alarm, told.json, told.command, told.ping, told.mail, limits));
  }

  /** One relay for everything, without limits of ours. */
  public static DeliverySettings over(RelaySettings relay) {
    return new DeliverySettings(List.of(new Route(relay, 1, List.of(), Pace.FREE)), List.of(), STOP_SHARE, Told.NOBODY);
  }
}
