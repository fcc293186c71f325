package dev.tidings.config;

import dev.tidings.mail.MailSettings;
import dev.tidings.mail.RelaySettings;
import dev.tidings.mail.RelaySettings.Security;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The keys below mail. */
record MailKeys(Sheet sheet, Values values, List<SettingsProblem> warnings) {
  private static final Set<String> FREEMAIL =
      Set.of("gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "aol.com", "icloud.com", "gmx.de", "gmx.net", "web.de", "mail.ru", "proton.me", "protonmail.com");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final String RELAY = "mail.relay.";

  MailSettings mail(URI site, boolean needed, String title) {
    if (needed) {
      values.required("mail.from", "Add from: " + (title.isEmpty() ? "The Dispatch" : title) + " <digest@" + site.getHost() + "> below mail:.");
      values.required(RELAY + "host", "Add relay: {host: smtp.example, port: 587, security: starttls} below mail:.");
    }
    String from = values.mailbox("mail.from").orElse("nobody@localhost.invalid");
    String domain = from.substring(from.lastIndexOf('@') + 1).replace(">", "").toLowerCase(Locale.ROOT);
    if (FREEMAIL.contains(domain)) {
      warnings.add(new SettingsProblem(Sheet.FILE, sheet.line("mail.from"), "mail.from",
          "the sender is an address at " + domain + ". Its DMARC policy tells receivers to refuse or junk mail from it that another relay sends.",
          "Use an address of a domain of yours."));
    }
    Optional<String> leave = values.mailbox("mail.unsubscribe").map(Values::address).or(() -> Optional.of(Values.address(from)));
    return new MailSettings(from, values.mailbox("mail.reply_to"), leave, relay(site), values.duration("mail.life").orElse(Duration.ofDays(2)));
  }

  private RelaySettings relay(URI site) {
    String host = values.text(RELAY + "host").orElse("localhost");
    Security security = values.read(RELAY + "security", "Write starttls, tls or none.", value -> switch (value) {
      case "starttls" -> Security.STARTTLS;
      case "tls" -> Security.TLS;
      case "none" -> Security.NONE;
      default -> throw new IllegalArgumentException("there is no such security");
    }).orElse(Security.STARTTLS);
    boolean allowed = values.flag(RELAY + "allow_plaintext");
    if (security == Security.NONE && !LOOPBACK.contains(host) && !allowed) {
      sheet.problem(sheet.line(RELAY + "security"), RELAY + "security", "mail and password would cross the network in clear.", "Write starttls or tls; if it must be, say it twice: add allow_plaintext: true.");
    }
    int port = values.number(RELAY + "port", 1, 65535, security == Security.TLS ? 465 : security == Security.NONE ? 25 : 587);
    var line = new RelaySettings.Line(values.number(RELAY + "connections", 1, 100, 4), values.text(RELAY + "ehlo").orElse(String.valueOf(site.getHost())), Duration.ofMinutes(5));
    return new RelaySettings(values.text(RELAY + "name").orElse(host), host, port, security, login(), line);
  }

  private Optional<RelaySettings.Login> login() {
    String key = RELAY + "password";
    Optional<String> username = values.text(RELAY + "username");
    Optional<Sheet.Entry> password = sheet.entry(key);
    if (password.isPresent() && !password.get().source().get(0).matches("\\$\\{\\w+}")) {
      sheet.problem(sheet.line(key), key, "a secret does not belong in this file.", "Write \"${SMTP_PASSWORD}\" and set SMTP_PASSWORD, or SMTP_PASSWORD_FILE to a file's path.");
    }
    if (username.isPresent() != values.has(key)) {
      sheet.problem(Math.max(sheet.line(key), sheet.line(RELAY + "username")), username.isPresent() ? RELAY + "username" : key, "username and password go together.", "Give both or neither.");
    }
    return username.flatMap(name -> values.text(key).map(secret -> new RelaySettings.Login(name, secret)));
  }
}
