package dev.tidings.run;

import dev.tidings.queue.Due;
import dev.tidings.timetable.Cadence;
import dev.tidings.timetable.Leeway;
import dev.tidings.timetable.Occasion;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whose turn a slot is. Many readers keep few cadences: each is worked out once. */
final class Turns {
  private final Occasion occasion;
  private final Map<Cadence, Boolean> due = new HashMap<>();

  Turns(Occasion occasion) {
    this.occasion = occasion;
  }

  boolean isDue(Due reader) {
    return due.computeIfAbsent(cadence(reader), any -> any.isDue(occasion));
  }

  /** When her mail of the slot may leave. */
  Instant leaves(Due reader) {
    return cadence(reader).leaves(occasion);
  }

  private Cadence cadence(Due reader) {
    if (reader.place().owed() && !occasion.slot().extra()) return Cadence.EACH; // her last turn brought nothing: made up for at once
    Cadence asked = reader.pace().cadence();
    boolean own = occasion.newsletter().bounds().leeway().allows(Leeway.Part.ZONE);
    return own ? asked : new Cadence(asked.rhythm(), asked.hour(), Optional.empty());
  }
}
