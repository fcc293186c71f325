package dev.tidings.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A list of {@code name=value} pairs with semicolons between, as DKIM and DMARC records are written. RFC 6376 3.2 */
record Tags(Map<String, String> values) {
  static Tags of(String record) {
    var values = new LinkedHashMap<String, String>();
    for (String pair : record.split(";")) {
      int equals = pair.indexOf('=');
      if (equals > 0) values.putIfAbsent(pair.substring(0, equals).strip().toLowerCase(Locale.ROOT), pair.substring(equals + 1).strip());
    }
    return new Tags(values);
  }

  Optional<String> first(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** As it is written; empty where there is none. */
  String value(String name) {
    return first(name).orElse("");
  }

  String word(String name, String standard) {
    return first(name).map(value -> value.toLowerCase(Locale.ROOT)).orElse(standard);
  }
}
