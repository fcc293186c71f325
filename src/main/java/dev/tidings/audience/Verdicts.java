package dev.tidings.audience;

/** Who is told what becomes of each row of an import, before anything is written. */
public interface Verdicts {
  /** Nobody. */
  Verdicts NONE = (place, address, verdict) -> {};

  /** @param place file and line · @param address blank where the row has none · @param verdict reads as the end of a sentence */
  void say(String place, String address, String verdict);
}
