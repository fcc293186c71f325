package dev.tidings.demo;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ordinary path, as the demo needs it. The composition root implements it with the parts that {@code run} uses; the demo adds
 * nothing and skips nothing, it only turns the clock and says where the relay is.
 */
public interface Newsroom {
  /** The first moment after this one at which any newsletter of the house is due; empty where all go out by hand only. */
  Optional<Instant> nextSlot(Place place, Instant after);

  /**
   * What {@code tidings run} does at the clock's moment: gather, write feeds and pages, publish what is due, deliver until nothing is
   * due now or the breaker is open.
   *
   * @param relay on loopback; used instead of whatever relay the house configures, without TLS and without a login
   * @throws RuntimeException with a message for the admin where the house cannot be used as it is
   */
  Report publish(Place place, Clock clock, InetSocketAddress relay);

  /** The machine's; the demo turns a clock of its own that ticks like this one. */
  Clock clock();

  /**
   * @param home where config, templates, lists and posts are read
   * @param work the folder that holds {@code data/} and {@code site/}, the only places written to; {@code home} itself unless this is a
   *     rehearsal
   */
  record Place(Path home, Path work) {}

  /**
   * @param siteUrl what the house's links begin with, without a slash at the end
   * @param problems posts and list rows that were held back, as the admin reads them: file, line, reason, consequence, fix
   * @param notes why nothing was sent, when the next slot is, and the like
   * @param account every edition in the store, newest first
   */
  record Report(String siteUrl, List<String> problems, List<String> notes, List<Row> account) {}

  /**
   * One edition, accounted for: planned is the sum of the states.
   *
   * @param slot local date and time with zone, for people
   * @param states deliveries by state in words ({@code sent}, {@code deferred}, …); zero counts are left out
   */
  record Row(Edition edition, int planned, Map<String, Integer> states) {}

  /** Which edition a row is about. */
  record Edition(String newsletter, int number, String slot, String subject, int stories) {}
}
