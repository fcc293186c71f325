package dev.tidings.bounce;

import java.util.ArrayList;
import java.util.List;

/**
 * What a relay's operator tells of one mail outside of any message, in the words of a report.
 *
 * @param event the operator's own name for it: told twice, it is settled once
 * @param token what stood for the reader in the mail's header, as it came back; empty where none did
 * @param relayId what the relay called the mail when it took it; may be empty
 */
public record Told(String event, What what, Failed failed, String token, String relayId) {
  /** {@code LEFT}: the reader used the operator's own way out. */
  public enum What { FAILED, DELAYED, COMPLAINED, LEFT }

  /** @param status RFC 3463, may be empty · @param text what the refusing server said */
  public record Failed(String recipient, String status, String text) {}

  Report report() {
    var returned = new Fields(List.of(new Fields.Field("x-tidings", token), new Fields.Field(History.RELAY_ID, relayId), new Fields.Field("to", failed.recipient())));
    boolean complaint = what == What.COMPLAINED || what == What.LEFT;
    var feedback = new ArrayList<Fields.Field>();
    var group = new ArrayList<Fields.Field>();
    if (complaint) {
      feedback.add(new Fields.Field("feedback-type", what == What.LEFT ? "opt-out" : "abuse"));
      feedback.add(new Fields.Field("original-rcpt-to", failed.recipient()));
    } else {
      group.add(new Fields.Field("final-recipient", "rfc822; " + failed.recipient()));
      group.add(new Fields.Field("action", what == What.FAILED ? "failed" : "delayed"));
      if (!failed.status().isEmpty()) group.add(new Fields.Field("status", failed.status()));
      group.add(new Fields.Field("diagnostic-code", "smtp; " + failed.text()));
    }
    List<Fields> recipients = complaint ? List.of() : List.of(new Fields(group));
    return new Report(new Fields(List.of()), new Report.Shape(!complaint, false, false, complaint), recipients, "", returned, new Fields(feedback));
  }
}
