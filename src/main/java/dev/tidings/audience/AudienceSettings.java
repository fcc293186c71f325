package dev.tidings.audience;

import java.nio.file.Path;

/**
 * @param folder the house's subscribers/
 * @param houseId this house's name for itself, from config/house.yml
 * @param salt of the hashes in left.csv, from config/house.yml
 */
public record AudienceSettings(Path folder, String houseId, String salt) {
  private static final int MARK = 16;

  /** Tells whether two houses hash alike, and not with what. */
  public String saltMark() {
    return new Forgotten(salt).full("a mark of the salt").substring(0, MARK);
  }
}
