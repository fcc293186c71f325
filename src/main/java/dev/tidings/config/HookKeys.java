package dev.tidings.config;

import dev.tidings.hook.HookSettings;
import java.util.List;
import java.util.Optional;

/** The keys below hooks. */
record HookKeys(Sheet sheet, Values values) {
  HookSettings hooks() {
    Optional<String> postmark = secret("hooks.postmark", "POSTMARK_HOOK");
    postmark.filter(login -> login.indexOf(':') < 1 || login.length() < 10)
        .ifPresent(login -> sheet.problem(sheet.line("hooks.postmark"), "hooks.postmark", "it is no name:password, or a short one.", "Take a long random password: it is all that proves Postmark."));
    Optional<String> topic = values.read("hooks.ses_topic", "Write it whole: arn:aws:sns:eu-west-1:123456789012:digests.", value -> {
      if (!value.matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d+:[A-Za-z0-9_-]+")) throw new IllegalArgumentException("it is no topic's ARN");
      return value;
    });
    return new HookSettings(postmark, secret("hooks.mailgun", "MAILGUN_HOOK"), values.text("hooks.sendgrid"), topic);
  }

  private Optional<String> secret(String key, String name) {
    List<String> source = sheet.entry(key).map(Sheet.Entry::source).orElse(List.of());
    if (!source.isEmpty() && !source.get(0).matches("\\$\\{\\w+}"))
      sheet.problem(sheet.line(key), key, "a secret does not belong in this file.", "Write \"${" + name + "}\" and set " + name + ", or " + name + "_FILE to a file's path.");
    return values.text(key);
  }
}
