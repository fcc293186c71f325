package dev.tidings.deliver;

import dev.tidings.deliver.DeliverySettings.Group;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recipient domains that belong to one receiver: its rate, the connections that carry mail for it, and the pause it has asked
 * for. A pause begins at one second and doubles up to a minute; meanwhile its mail waits and all other mail goes on.
 */
final class Groups {
  /** What waits no longer than this is kept by its connection; the rest goes back to the queue for so long. */
  static final long KEPT_NANOS = 1_000_000_000L;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Map<String, List<String>> KNOWN = Map.of(
      "gmail.com", List.of("gmail.com", "googlemail.com"),
      "outlook.com", List.of("outlook.com", "hotmail.com", "live.com", "msn.com"),
      "yahoo.com", List.of("yahoo.com", "ymail.com", "aol.com"),
      "icloud.com", List.of("icloud.com", "me.com", "mac.com"));
  private final Map<String, Receiver> byDomain = new HashMap<>();
  private volatile boolean limited;

  Groups(List<Group> configured) {
    KNOWN.forEach((name, domains) -> put(new Group(name, domains, 0, 0)));
    configured.forEach(this::put);
    limited = !configured.isEmpty();
  }

  private void put(Group group) {
    var receiver = new Receiver(group);
    for (String domain : group.domains()) byDomain.put(domain.toLowerCase(Locale.ROOT), receiver);
  }

  private static final class Receiver {
    private final Group group;
    private final Bucket bucket;
    private final Map<Object, Integer> carriers = new HashMap<>();
    private long horizon;
    private long pausedUntil;
    private int pauses;

    Receiver(Group group) {
      this.group = group;
      this.bucket = new Bucket(group.perSecond(), System.nanoTime());
      this.horizon = System.nanoTime();
      this.pausedUntil = horizon;
    }
  }

  private Receiver of(String domain) {
    return byDomain.computeIfAbsent(domain, alone -> new Receiver(new Group(alone, List.of(alone), 0, 0)));
  }

  /** For a mail just claimed. @return when it may go; {@code keep} false = it should not be waited for here */
  Moment moment(String domain) {
    if (!limited) return Moment.NOW;
    synchronized (this) {
      Receiver receiver = of(domain);
      long now = System.nanoTime();
      long pause = receiver.pausedUntil - now;
      if (pause > 0) return new Moment(pause, false, false);
      long wait = receiver.bucket.reserve(now, KEPT_NANOS);
      if (wait != Bucket.NEVER) return new Moment(wait, true, true);
      // each mail beyond gets its own later moment, so that it is put back once and not over and over
      receiver.horizon = Math.max(receiver.horizon, now + KEPT_NANOS) + receiver.bucket.nanosEach();
      return new Moment(receiver.horizon - now, false, true);
    }
  }

  /** @param nanos from now · @param ours whether a limit of ours says so, not the receiver */
  record Moment(long nanos, boolean keep, boolean ours) {
    static final Moment NOW = new Moment(0, true, true);
  }

  /** Before a mail begins. @return false where as many connections as allowed carry mail for that receiver, or it asked for a pause */
  boolean begin(String domain, Object carrier) {
    if (!limited) return true;
    synchronized (this) {
      Receiver receiver = of(domain);
      int most = receiver.pauses > 0 ? 1 : receiver.group.connections();
      boolean mayCarry = most == 0 || receiver.carriers.containsKey(carrier) || receiver.carriers.size() < most;
      if (!mayCarry || receiver.pausedUntil - System.nanoTime() > 0) return false;
      receiver.carriers.merge(carrier, 1, Integer::sum);
      return true;
    }
  }

  void ended(String domain, Object carrier) {
    if (!limited) return;
    synchronized (this) {
      of(domain).carriers.computeIfPresent(carrier, (who, mails) -> mails > 1 ? mails - 1 : null);
    }
  }

  /** The receiver took a mail: after one it is trusted with all connections again. */
  void took(String domain) {
    if (!limited) return;
    synchronized (this) {
      Receiver receiver = of(domain);
      if (receiver.pausedUntil - System.nanoTime() <= 0) receiver.pauses = 0;
    }
  }

  /** The receiver asked for patience. @return the pause it gets */
  synchronized Duration slowDown(String domain) {
    limited = true;
    Receiver receiver = of(domain);
    long now = System.nanoTime();
    if (receiver.pausedUntil - now <= 0)
      receiver.pausedUntil = now + Math.min(LONGEST_PAUSE.toNanos(), Duration.ofSeconds(1).toNanos() << Math.min(receiver.pauses++, 6));
    return Duration.ofNanos(receiver.pausedUntil - now);
  }
}
