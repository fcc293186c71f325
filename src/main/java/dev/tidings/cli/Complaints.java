package dev.tidings.cli;

import dev.tidings.bounce.UnfitRules;
import dev.tidings.mail.DkimKey;
import dev.tidings.store.StoreException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** What is said about an exception that ended a command, and the exit code it deserves. */
final class Complaints {
  private Complaints() {}

  static int say(Exception e, PrintWriter err) {
    if (e instanceof Refusal refusal) {
      err.println("tidings: " + refusal.getMessage());
      return refusal.exit();
    }
    if (e instanceof StoreException || e instanceof Unusable || e instanceof DkimKey.Unfit || e instanceof UnfitRules) {
      err.println("tidings: " + e.getMessage());
      return Exit.WRONG_USE;
    }
    if (e instanceof UncheckedIOException io) {
      err.println("tidings: a file could not be read or written (" + reason(io.getCause() == null ? io : io.getCause()) + "). Nothing was left half-written.");
      return Exit.TO_REPORT;
    }
    err.println("tidings: this should not have happened (" + reason(e) + "). What was committed stays; run the command again.");
    err.println("With --debug it shows where it arose, which helps in a report.");
    return Exit.TO_REPORT;
  }

  private static String reason(Throwable e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage().lines().findFirst().orElse("");
  }
}
