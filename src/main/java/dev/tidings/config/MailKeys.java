package dev.tidings.config;

import dev.tidings.audience.MailAddress;
import dev.tidings.mail.MailSettings;
import dev.tidings.mail.RelaySettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys below mail. */
record MailKeys(Sheet sheet, Values values, List<SettingsProblem> warnings) {
  private static final Set<String> FREEMAIL =
      Set.of("gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "aol.com", "icloud.com", "gmx.de", "gmx.net", "web.de", "mail.ru", "proton.me", "protonmail.com");
  private static final String RELAY = "mail.relay.";

  List<MailAddress> seeds() {
    return addresses("mail.seeds");
  }

  List<MailAddress> addresses(String key) {
    var addresses = new ArrayList<MailAddress>();
    for (String text : values.list(key).orElse(List.of())) {
      if (MailAddress.parse(text) instanceof MailAddress.Parsed.Good good) addresses.add(good.address());
      else sheet.problem(sheet.line(key), key, "'" + text + "' is no mail address.", "Write it as me@example.org.");
    }
    return List.copyOf(addresses);
  }

  MailSettings mail(URI site, boolean needed, String title, RelaySettings relay) {
    if (needed) {
      values.required("mail.from", "Add from: " + (title.isEmpty() ? "The Dispatch" : title) + " <digest@" + site.getHost() + "> below mail:.");
      if (sheet.below("mail.relays").isEmpty() && !values.has(RELAY + "preset")) values.required(RELAY + "host", "Add relay: {host: smtp.example, port: 587, security: starttls} below mail:.");
    }
    String from = values.mailbox("mail.from").orElse("nobody@localhost.invalid");
    String domain = from.substring(from.lastIndexOf('@') + 1).replace(">", "").toLowerCase(Locale.ROOT);
    if (FREEMAIL.contains(domain)) {
      warnings.add(new SettingsProblem(Sheet.FILE, sheet.line("mail.from"), "mail.from",
          "the sender is an address at " + domain + ". Its DMARC policy tells receivers to refuse or junk mail from it that another relay sends.",
          "Use an address of a domain of yours."));
    }
    Optional<String> leave = values.mailbox("mail.unsubscribe").map(Values::address).or(() -> Optional.of(Values.address(from)));
    return new MailSettings(from, values.mailbox("mail.reply_to"), leave, relay, values.duration("mail.life").orElse(Duration.ofDays(2)));
  }
}
