package dev.tidings.bounce;

/**
 * What followed from one message. It is stored when this is seen.
 *
 * @param ours our own token stood in it, so the message has done its work and may go
 * @param sentence for the admin
 */
public record Settled(Verdict verdict, Effect effect, boolean ours, String sentence) {
  /** What was done. */
  public enum Effect {
    /** The address gets no mail any more. */
    SUPPRESSED,
    /** Counted against the address. */
    COUNTED,
    /** About us, for the operator. */
    TOLD,
    /** The reader left, by mail or by a provider's word. */
    LEFT,
    /** Understood; nothing to do. */
    NOTED,
    /** Nothing in it proves that it answers a mail of ours. */
    UNKNOWN;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
