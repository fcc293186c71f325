package dev.tidings.bounce;

/** What a message in the bounce mailbox is. Only {@link #BOUNCE} and {@link #COMPLAINT} can count against anything. */
public enum Kind {
  /** A recipient was given up. RFC 3464 2.3.3 failed */
  BOUNCE,
  /** Still being tried. RFC 3464 2.3.3 delayed */
  DELAY,
  /** Delivered, relayed or expanded. */
  DELIVERED,
  /** A reader, or the provider in the reader's name, objects. RFC 5965 */
  COMPLAINT,
  /** A machine answers in a reader's name: vacation, receipt, challenge. RFC 3834 */
  AUTO_REPLY,
  /** A reader's wish to leave. RFC 2369 3.2 */
  UNSUBSCRIBE,
  /** Written by a person, or not understood. */
  ORDINARY;

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
