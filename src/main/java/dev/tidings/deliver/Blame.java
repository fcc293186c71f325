package dev.tidings.deliver;

import dev.tidings.mail.SmtpReply;
import dev.tidings.queue.Claim;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Watches how often a relay's refusals speak of us (blocked, policy, authentication, rate: 5.7.x) rather than of a reader. Above
 * the share, with at least ten such among the last hundred answers or three in a whole short run, something is wrong with us.
 */
final class Blame {
  private static final int ENOUGH = 10;
  private static final int ENOUGH_AT_THE_END = 3;
  private static final int WINDOW = 100;
  private final int share;
  private final List<Claim> refused = new ArrayList<>();
  private final boolean[] window = new boolean[WINDOW];
  private int answers;
  private int inWindow;
  private boolean tripped;
  private String last = "";

  Blame(int share) {
    this.share = share;
  }

  /** @return whether it is too much now */
  synchronized boolean answered(Claim claim, boolean ofUs, SmtpReply reply) {
    int slot = answers++ % WINDOW;
    if (window[slot]) inWindow--;
    window[slot] = ofUs;
    if (!ofUs) return false;
    inWindow++;
    last = reply.toString();
    refused.add(claim);
    return isTooMuch(ENOUGH);
  }

  /** @return whether it was too much, in a run that was short */
  synchronized boolean isTooMuchAtTheEnd() {
    return isTooMuch(ENOUGH_AT_THE_END);
  }

  private boolean isTooMuch(int enough) {
    return tripped ? !refused.isEmpty() : inWindow >= enough && inWindow * 100 >= share * Math.min(answers, WINDOW);
  }

  /** What was said last. */
  synchronized String last() {
    return last;
  }

  /** Whose mails are to be owed again. What was in flight and is refused after that is, too. */
  synchronized List<Claim> takeRefused() {
    var all = List.copyOf(refused);
    refused.clear();
    tripped = true;
    return all;
  }

  /** The relay gets another chance. */
  synchronized void begin() {
    if (!tripped) return;
    tripped = false;
    answers = 0;
    inWindow = 0;
    Arrays.fill(window, false);
  }
}
