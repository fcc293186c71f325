package dev.tidings.audience;

import java.nio.file.Path;

/**
 * @param folder the house's subscribers/
 * @param houseId this house's name for itself, from config/house.yml
 * @param salt of the hashes in left.csv, from config/house.yml
 */
public record AudienceSettings(Path folder, String houseId, String salt) {}
