package dev.tidings.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amazon SES tells of bounces and complaints in JSON, which its notification service also sends as mail. */
final class CloudNotice {
  private static final Pattern KIND = Pattern.compile("\"(?:notificationType|eventType)\"\\s*:\\s*\"(Bounce|Complaint)\"");
  private static final Pattern RECIPIENTS = Pattern.compile("\"bouncedRecipients\"\\s*:\\s*\\[([^\\]]{0,8000})");
  private static final Pattern ONE = Pattern.compile("\\{([^{}]{0,4000})}");

  private CloudNotice() {}

  static boolean in(Fields header, String text) {
    return header.has("x-amz-sns-message-id") && KIND.matcher(text).find();
  }

  /** As delivery-status fields; empty for a complaint. */
  static List<Fields> recipients(String text) {
    var groups = new ArrayList<Fields>();
    Matcher list = RECIPIENTS.matcher(text);
    if (!list.find()) return groups;
    Matcher one = ONE.matcher(list.group(1));
    while (one.find()) {
      var fields = new ArrayList<Fields.Field>();
      value(one.group(1), "emailAddress").ifPresent(value -> fields.add(new Fields.Field("final-recipient", "rfc822; " + value)));
      fields.add(new Fields.Field("action", value(one.group(1), "action").orElse("failed")));
      value(one.group(1), "status").ifPresent(value -> fields.add(new Fields.Field("status", value)));
      value(one.group(1), "diagnosticCode").ifPresent(value -> fields.add(new Fields.Field("diagnostic-code", value)));
      groups.add(new Fields(fields));
    }
    return groups;
  }

  /** The kind of a complaint; empty for a bounce. */
  static Optional<String> complaint(String text) {
    return text.contains("\"complaint\"") ? value(text, "complaintFeedbackType").or(() -> Optional.of("abuse")) : Optional.empty();
  }

  private static Optional<String> value(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){0,2000})\"").matcher(json);
    return found.find() ? Optional.of(found.group(1).replace("\\\"", "\"").replace("\\n", " ")) : Optional.empty();
  }
}
