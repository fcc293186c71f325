package dev.tidings.bounce;

/** Who a box hands its messages to, one after the other. */
@FunctionalInterface
interface Taker {
  /** @return true once its result is stored and it may go; false where it must be kept */
  boolean take(byte[] message);
}
