package dev.tidings.queue;

import java.util.Locale;

/** {@code queued → sending → sent | deferred → queued … | failed | expired}, and {@code suppressed}, {@code cancelled}. */
public enum DeliveryState {
  QUEUED, SENDING, SENT, DEFERRED, FAILED, EXPIRED, SUPPRESSED, CANCELLED;

  /** As the store and reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
