package dev.tidings.staff;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account may do. An editor decides on editions; an owner on readers, keys and accounts as well. */
public enum Role {
  EDITOR, OWNER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this role may do what {@code needed} may. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  public static Optional<Role> named(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
