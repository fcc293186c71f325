package dev.tidings.mail;

import java.util.Optional;

/** What came of opening a session. */
public sealed interface Opened {
  Optional<Session> session();

  /** Greeted, secured and logged in as configured. */
  record Ready(Session open) implements Opened {
    @Override
    public Optional<Session> session() {
      return Optional.of(open);
    }
  }

  /**
   * No session, and nothing was sent.
   *
   * @param message names the relay, the reason and the way out
   * @param lasting only the admin can change it (credentials, certificate, TLS missing): trying again at once is useless
   */
  record Closed(String message, boolean lasting) implements Opened {
    @Override
    public Optional<Session> session() {
      return Optional.empty();
    }
  }
}
