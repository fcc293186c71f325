package dev.tidings.bounce;

import java.util.Locale;

/** Whose trouble it is, and so what follows. */
public enum BounceClass {
  /** The address does not exist or is closed: suppressed at once. */
  HARD,
  /** The address may work another day: counted. */
  SOFT,
  /** Our mail, our address or our relay was refused: never counted against the reader. */
  SENDER_SIDE,
  /** The reader objects. */
  COMPLAINT,
  /** Nothing to count. */
  NONE;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static BounceClass of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
