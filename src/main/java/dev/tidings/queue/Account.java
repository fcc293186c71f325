package dev.tidings.queue;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where an edition's deliveries stand. {@code planned} is the sum of all states, always. */
public record Account(Map<DeliveryState, Long> counts, long possibleDuplicates) {
  public Account {
    var all = new EnumMap<DeliveryState, Long>(DeliveryState.class);
    for (DeliveryState state : DeliveryState.values()) all.put(state, counts.getOrDefault(state, 0L));
    counts = java.util.Collections.unmodifiableMap(all);
  }

  public long of(DeliveryState state) {
    return counts.getOrDefault(state, 0L);
  }

  public long planned() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Nothing is owed any more. */
  public boolean isFinal() {
    return of(DeliveryState.QUEUED) + of(DeliveryState.DEFERRED) + of(DeliveryState.SENDING) == 0;
  }

  /** As the edition keeps it when its deliveries are gone. */
  public String toJson() {
    return "{\"planned\":" + planned() + "," + counts.entrySet().stream()
        .map(count -> "\"" + count.getKey().word() + "\":" + count.getValue())
        .collect(Collectors.joining(",")) + ",\"possible_duplicates\":" + possibleDuplicates + "}";
  }
}
