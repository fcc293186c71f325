package dev.tidings.hook;

/** A request that is not proved to be an operator's, or cannot be understood. Nothing follows from it. */
final class Unproved extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  /** @param status RFC 9110 15.5 */
  Unproved(int status, String reason) {
    super(reason);
    this.status = status;
  }

  int status() {
    return status;
  }
}
