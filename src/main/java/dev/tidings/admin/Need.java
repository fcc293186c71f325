package dev.tidings.admin;

import dev.tidings.staff.Role;
import java.util.Optional;

/** Who may use a route. */
enum Need {
  NOBODY(Optional.empty()), EDITOR(Optional.of(Role.EDITOR)), OWNER(Optional.of(Role.OWNER));

  private final Optional<Role> role;

  Need(Optional<Role> role) {
    this.role = role;
  }

  /** Empty where nobody need be signed in. */
  Optional<Role> role() {
    return role;
  }
}
