package dev.tidings.mail;

import java.util.Optional;

/** Where a session's mails come from and where its news goes. */
public interface Parcels {
  /**
   * The next mail, whose envelope goes out at once.
   *
   * @param mayWait nothing is on the wire: waiting for a limit of ours is all right · @return empty = none, or none without waiting
   */
  Optional<Parcel> next(boolean mayWait);

  /**
   * Asked right before the mail's bytes go out. Blocks until the outcomes of all mails but the one before it are written down, so
   * that no more than two may have been accepted without our knowing. @return false = its claim is lost, it must not go
   */
  boolean mayGo(Parcel parcel);

  /** In the order of {@link #next}, each exactly once. */
  void done(Parcel parcel, Outcome outcome);
}
