package dev.tidings.render;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What mails and pages are dressed in.
 *
 * @param title the site's
 * @param site every link of ours is built from this; ends with '/'
 * @param postalAddress printed in each mail's footer
 * @param accent {@code #rrggbb}, contrast checked by the configuration
 * @param doors where a reader goes to leave or to change something
 * @param texts fixed words the admin replaces, by message key
 */
public record Look(
    String title, URI site, String postalAddress, Brand brand, Doors doors, Map<String, String> texts) {

  /** @param logo absolute http or https */
  public record Brand(Optional<URI> logo, String accent) {
    public static final Brand DEFAULT = new Brand(Optional.empty(), "#0b5c8a");

    /** The accent, light enough to be read on dark paper. */
    public String darkAccent() {
      return Colour.parse(accent).lightenedFor(Colour.DARK_PAPER).hex();
    }
  }

  /**
   * @param server whether a server answers at {@code site} (/u/, /preferences/); without one, leaving goes by mail
   * @param leaveAddress where "unsubscribe" mails go, if any
   * @param lowestPole what the lowest score means ("gloomy") · @param highestPole the highest ("bright")
   */
  public record Doors(boolean server, Optional<String> leaveAddress, String lowestPole, String highestPole) {}
}
