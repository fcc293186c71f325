package dev.tidings.audience;

/**
 * What taking in a row means for its reader.
 *
 * @param says the row's state · @param suppression why the row says that she must not be mailed; blank = it does not
 * @param barred why the store says so; blank = it does not · @param left whether left.csv keeps her out
 */
record Fate(String address, String says, String suppression, String barred, Place place, boolean left) {
  /** Hers in the store. @param status blank = she is new · @param why it ended */
  record Place(String status, String why) {}

  String words() {
    String status = place.status;
    if (!suppression.isEmpty()) return "must not be mailed (" + suppression + "): noted, gets no mail";
    if (says.equals("ended")) return status.isEmpty() ? "had left: noted, gets no mail" : status.equals("ended") ? "is out already" : "had left: her subscription ends";
    if (!barred.isEmpty()) return "stays out (" + barred + ")";
    if (status.equals("ended") && !place.why.equals("removed")) return "stays out: she left (" + place.why + ")";
    if (left) return "stays out: subscribers/left.csv says that she left";
    String then = says.equals("pending") ? ", and gets mail when she confirms" : says.equals("paused") ? ", paused" : "";
    if (status.equals("ended")) return "comes back" + then;
    return status.isEmpty() ? "joins" + then : "is here already (" + status + "); her choices are taken over unless she chose herself";
  }
}
