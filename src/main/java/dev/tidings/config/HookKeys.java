package dev.tidings.config;

import dev.tidings.hook.HookSettings;
import dev.tidings.hook.Webhook;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys below hooks and webhooks. */
record HookKeys(Sheet sheet, Values values) {
  HookSettings hooks() {
    Optional<String> topic = values.read("hooks.ses_topic", "Write it whole: arn:aws:sns:eu-west-1:123456789012:digests.", value -> {
      if (!value.matches("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d+:[A-Za-z0-9_-]+")) throw new IllegalArgumentException("it is no topic's ARN");
      return value;
    });
    var operators = new HookSettings.Operators(login("postmark"), login("brevo"), secret("hooks.mailgun", "MAILGUN_HOOK"), values.text("hooks.sendgrid"), topic);
    return new HookSettings(operators, sheet.below("webhooks").stream().flatMap(name -> webhook(name).stream()).toList());
  }

  private Optional<String> login(String operator) {
    String key = "hooks." + operator;
    Optional<String> login = secret(key, operator.toUpperCase(Locale.ROOT) + "_HOOK");
    login.filter(text -> text.indexOf(':') < 1 || text.length() < 10)
        .ifPresent(text -> sheet.problem(sheet.line(key), key, "it is no name:password, or a short one.", "Take a long random password: it is all that proves who calls."));
    return login;
  }

  /** One endpoint of the admin's that is told of our events. */
  private Optional<Webhook> webhook(String name) {
    String key = "webhooks." + name + ".";
    Optional<URI> url = values.url(key + "url");
    if (!values.has(key + "url")) sheet.problem(sheet.line("webhooks." + name), key + "url", "it is missing.", "Write where events go: https://crm.example/tidings");
    url.flatMap(Webhook::unfit).ifPresent(why -> sheet.problem(sheet.line(key + "url"), key + "url", why, "Write an https address."));
    Optional<byte[]> secret = secret(key + "secret", name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_WEBHOOK").flatMap(text -> key(key, text));
    if (!values.has(key + "secret")) sheet.problem(sheet.line("webhooks." + name), key + "secret", "it is missing.", "Make one: echo whsec_$(openssl rand -base64 32)");
    List<String> events = values.list(key + "events").orElse(Webhook.KINDS);
    for (String event : events)
      if (!Webhook.KINDS.contains(event)) sheet.problem(sheet.line(key + "events"), key + "events", "there is no event '" + event + "'.", "There are " + String.join(", ", Webhook.KINDS) + ".");
    return url.flatMap(to -> secret.map(bytes -> new Webhook(name, to, new Webhook.Secret(bytes), events, values.flag(key + "private"))));
  }

  private Optional<byte[]> key(String key, String text) {
    Optional<byte[]> bytes = Webhook.Secret.bytes(text);
    if (bytes.isEmpty()) sheet.problem(sheet.line(key + "secret"), key + "secret", "it is not whsec_ and 24 to 64 octets in base64.", "Make one: echo whsec_$(openssl rand -base64 32)");
    return bytes;
  }

  private Optional<String> secret(String key, String name) {
    List<String> source = sheet.entry(key).map(Sheet.Entry::source).orElse(List.of());
    if (!source.isEmpty() && !source.get(0).matches("\\$\\{\\w+}"))
      sheet.problem(sheet.line(key), key, "a secret does not belong in this file.", "Write \"${" + name + "}\" and set " + name + ", or " + name + "_FILE to a file's path.");
    return values.text(key);
  }
}
