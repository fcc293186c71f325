package dev.tidings.admin;

/** What the log says instead of somebody's address or a secret. */
final class Masked {
  private Masked() {}

  /** {@code a…@reader.example}: enough to find her, too little to write to. */
  static String address(String address) {
    int at = address.lastIndexOf('@');
    return at < 1 ? "…" : address.substring(0, address.offsetByCodePoints(0, 1)) + "…" + address.substring(at);
  }
}
