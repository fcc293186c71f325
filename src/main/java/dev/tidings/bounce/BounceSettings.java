package dev.tidings.bounce;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where reports arrive and how patient we are.
 *
 * @param address the envelope's sender, {@code bounces@bounce.dispatch.example}; each mail gets its own local part. RFC 5321 4.4
 */
public record BounceSettings(Optional<String> address, Patience patience, List<Box> boxes) {
  public static final BounceSettings NONE = new BounceSettings(Optional.empty(), Patience.DEFAULT, List.of());

  public BounceSettings {
    boxes = List.copyOf(boxes);
  }

  /**
   * When soft bounces are too many: {@code 5} in a row over at least {@code 14} days.
   *
   * @param limit editions in a row that came back
   * @param over from the first to the last of them at least
   */
  public record Patience(int limit, Duration over) {
    public static final Patience DEFAULT = new Patience(5, Duration.ofDays(14));
  }

  /** A place that reports arrive in. */
  public sealed interface Box permits Maildir, Mbox, Remote {}

  /** @param folder with new, cur and tmp */
  public record Maildir(Path folder) implements Box {}

  /** One file, as a spool holds it. RFC 4155 */
  public record Mbox(Path file) implements Box {}

  /**
   * A mailbox on a server.
   *
   * @param unknown the folder for what was not understood; none: it stays
   */
  public record Remote(Server server, Login login, String folder, Optional<String> unknown) implements Box {}

  /** How it is spoken to. RFC 9051, RFC 1939, RFC 8314 */
  public enum Protocol { IMAP, POP3 }

  /** TLS from the first octet, demanded before the password, or not at all: for a server on the same machine. RFC 8314 */
  public enum Security { TLS, STARTTLS, NONE }

  public record Server(Protocol protocol, String host, int port, Security security) {}

  /** Never shown. */
  public record Login(String username, String password) {
    @Override
    public String toString() {
      return username + " with a password";
    }
  }
}
