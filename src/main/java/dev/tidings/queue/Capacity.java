package dev.tidings.queue;

import java.util.List;

/**
 * What a courier can take now.
 *
 * @param size mails at most
 * @param relay they will go to
 * @param newsletters that relay serves; empty = all
 * @param perDay mails that relay takes on a UTC day; 0 = any number
 */
public record Capacity(int size, String relay, List<String> newsletters, long perDay) {
  boolean serves(String newsletter) {
    return newsletters.isEmpty() || newsletters.contains(newsletter);
  }
}
