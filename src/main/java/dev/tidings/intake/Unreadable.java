package dev.tidings.intake;

/** Why a feed brought nothing this time; the message is the reason, and perhaps the way out. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;
  final long retryAfterSeconds;

  Unreadable(String reason) {
    this(reason, 0);
  }

  /** @param retryAfterSeconds what the site asks for; 0 = nothing */
  Unreadable(String reason, long retryAfterSeconds) {
    super(reason, null, false, false);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
