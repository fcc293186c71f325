package dev.tidings.store;

/** The store cannot be used as it is; the message says why, what it means and what to do. Exit 2. */
public final class StoreException extends RuntimeException {
  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Never without words. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
