package dev.tidings.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Header lines, or the lines of a report that look like them, unfolded, in their order. RFC 5322 2.2 */
record Fields(List<Field> all) {
  /** @param name lower case */
  record Field(String name, String value) {}

  Fields {
    all = List.copyOf(all);
  }

  Optional<String> first(String name) {
    return all.stream().filter(field -> field.name().equals(name)).map(Field::value).findFirst();
  }

  boolean has(String name) {
    return first(name).isPresent();
  }

  /** Reads until the first line that is neither a field nor the continuation of one. */
  static Fields read(String block) {
    var all = new ArrayList<Field>();
    for (String line : block.split("\n", -1)) {
      if (line.isEmpty()) break;
      int colon = line.indexOf(':');
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (!all.isEmpty()) all.add(longer(all.remove(all.size() - 1), line));
      } else if (isName(line, colon)) {
        all.add(new Field(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1).strip()));
      } else if (!line.startsWith("From ") && !line.startsWith(">From ")) {
        break;
      }
    }
    return new Fields(all);
  }

  private static Field longer(Field field, String line) {
    return new Field(field.name(), (field.value() + " " + line.strip()).strip());
  }

  static boolean isName(String line, int colon) {
    if (colon < 1 || colon > 78) return false;
    return line.substring(0, colon).stripTrailing().chars().allMatch(c -> c > 32 && c < 127);
  }
}
