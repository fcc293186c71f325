package dev.tidings.mail;

/** A value that must not reach the wire. The message says which, and what to do. */
public final class UnfitForMail extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnfitForMail(String message) {
    super(message);
  }

  /** Never without words. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
