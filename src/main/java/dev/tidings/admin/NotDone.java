package dev.tidings.admin;

/** A request that is not carried out; nothing was changed. */
final class NotDone extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String detail;

  /** @param title a few words · @param detail why, and the way out */
  NotDone(int status, String title, String detail) {
    super(title, null, false, false);
    this.status = status;
    this.detail = detail;
  }

  static NotDone unknown(String what) {
    return new NotDone(404, "There is no such page", what);
  }

  int status() {
    return status;
  }

  String title() {
    return String.valueOf(getMessage());
  }

  String detail() {
    return detail;
  }
}
