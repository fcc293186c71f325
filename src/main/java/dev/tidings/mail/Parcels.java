package dev.tidings.mail;

import java.util.Optional;

/** Where a session's mails come from and where its news goes. */
public interface Parcels {
  /** Blocks until all outcomes handed over before are written down; only then the next mail may begin. Empty = no more. */
  Optional<Parcel> next();

  /** Asked right before the mail's bytes go out: false = its claim is lost, it must not go. */
  boolean mayGo(Parcel parcel);

  /** In the order of {@link #next}, each exactly once. */
  void done(Parcel parcel, Outcome outcome);
}
