package dev.tidings.deliver;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives each relay its share of the mails by weight. A relay that is ahead waits for the others, unless they rest, have used up
 * their day, or have taken nothing for five seconds: then their share is taken over, and not made up for later.
 */
final class Shares {
  private static final long SLOW_NANOS = 5_000_000_000L;
  private static final int SLACK = 50;
  private final Map<Station, Share> shares = new LinkedHashMap<>();

  private static final class Share {
    private double taken;
    private long last = System.nanoTime();
  }

  synchronized void add(Station station) {
    shares.put(station, new Share());
  }

  /** @return false = the others are behind; ask again in a moment */
  synchronized boolean mayTake(Station station) {
    Share own = shares.get(station);
    if (own == null || shares.size() < 2) return true;
    double least = Double.MAX_VALUE;
    for (Map.Entry<Station, Share> each : shares.entrySet())
      if (each.getKey() != station && keepsUp(each.getKey(), each.getValue()))
        least = Math.min(least, each.getValue().taken / each.getKey().weight());
    if (least == Double.MAX_VALUE) return true;
    if (!keepsUp(station, own)) own.taken = Math.max(own.taken, least * station.weight());
    return own.taken <= (least + SLACK) * station.weight();
  }

  private static boolean keepsUp(Station station, Share share) {
    return station.isUsable() && System.nanoTime() - share.last < SLOW_NANOS;
  }

  synchronized void took(Station station, int mails) {
    Share share = shares.get(station);
    if (share == null) return;
    share.taken += mails;
    share.last = System.nanoTime();
  }
}
