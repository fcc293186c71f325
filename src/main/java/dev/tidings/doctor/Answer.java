package dev.tidings.doctor;

import java.util.List;
import java.util.Optional;

/** What the DNS said to one question. */
sealed interface Answer {
  default List<String> values() {
    return List.of();
  }

  /** Why nothing is known. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /** At least one record; the strings of a TXT record are joined. RFC 7208 3.3 */
  record Found(List<String> values) implements Answer {}

  /** There is no such record, for certain. */
  record Nothing() implements Answer {}

  /** Nobody answered, or not so that it can be used; nothing follows from it. */
  record Unknown(String why) implements Answer {
    @Override
    public Optional<String> trouble() {
      return Optional.of(why);
    }
  }
}
