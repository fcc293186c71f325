package dev.tidings.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One SMTP server we hand mail to.
 *
 * @param name for logs and the ledger; the host where none is given
 * @param port 25, 465, 587 or the admin's
 * @param login absent = no AUTH
 * @param marks what this operator wants in each mail
 */
public record RelaySettings(
    String name, String host, int port, Security security, Optional<Login> login, Line line, Marks marks) {
  /** A relay that wants nothing of its own. */
  public RelaySettings(String name, String host, int port, Security security, Optional<Login> login, Line line) {
    this(name, host, port, security, login, line, Marks.NONE);
  }

  /**
   * What a relay wants in each mail, above everything that is signed.
   *
   * @param preset which operator's it is
   * @param lines of the header; {@code {token}} stands for the reader's
   */
  public record Marks(Optional<RelayPreset> preset, List<String> lines) {
    public static final Marks NONE = new Marks(Optional.empty(), List.of());

    public Marks {
      lines = List.copyOf(lines);
    }
  }

  /** {@code TLS} from the first byte, {@code STARTTLS} required, or {@code NONE}. RFC 8314 */
  public enum Security { TLS, STARTTLS, NONE }

  /** The same relay, spoken to with more or less patience. */
  public RelaySettings with(Line other) {
    return new RelaySettings(name, host, port, security, login, other, marks);
  }

  /** Never printed: {@code toString} masks the password. */
  public record Login(String username, String password) {
    @Override
    public String toString() {
      return username + ":…";
    }
  }

  /**
   * @param ehlo the name we give; a real one
   * @param patience multiplies the time limits of RFC 5321 4.5.3.2 (5/5/5/2/3/10 minutes); tests use far less
   */
  public record Line(int connections, String ehlo, Duration patience) {}
}
