package dev.tidings.config;

import dev.tidings.bounce.BounceSettings;
import dev.tidings.bounce.BounceSettings.Box;
import dev.tidings.bounce.BounceSettings.Login;
import dev.tidings.bounce.BounceSettings.Maildir;
import dev.tidings.bounce.BounceSettings.Mbox;
import dev.tidings.bounce.BounceSettings.Patience;
import dev.tidings.bounce.BounceSettings.Protocol;
import dev.tidings.bounce.BounceSettings.Remote;
import dev.tidings.bounce.BounceSettings.Security;
import dev.tidings.bounce.BounceSettings.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys below mail.bounce. */
record BounceKeys(Sheet sheet, Values values, Path house) {
  private static final String KEY = "mail.bounce.";
  /** A local part holds 64 octets; the reader's token and its plus take 41. RFC 5321 4.5.3.1.1 */
  private static final int LONGEST_LOCAL = 23;

  BounceSettings bounce() {
    var patience = new Patience(values.number(KEY + "soft_limit", 1, 1000, Patience.DEFAULT.limit()),
        Duration.ofDays(values.number(KEY + "soft_days", 0, 365, (int) Patience.DEFAULT.over().toDays())));
    var boxes = new ArrayList<Box>();
    values.text(KEY + "maildir").ifPresent(folder -> boxes.add(new Maildir(house.resolve(folder).normalize())));
    values.text(KEY + "mbox").ifPresent(file -> boxes.add(new Mbox(house.resolve(file).normalize())));
    remote(Protocol.IMAP, KEY + "imap.").ifPresent(boxes::add);
    remote(Protocol.POP3, KEY + "pop3.").ifPresent(boxes::add);
    return new BounceSettings(address(), patience, boxes);
  }

  private Optional<String> address() {
    Optional<String> address = values.mailbox(KEY + "address").map(Values::address);
    address.filter(one -> one.indexOf('@') > LONGEST_LOCAL).ifPresent(one -> sheet.problem(sheet.line(KEY + "address"), KEY + "address",
        "'" + one + "' leaves no room for a reader's token before the @.", "Take at most " + LONGEST_LOCAL + " characters: bounces@bounce.dispatch.example."));
    return address;
  }

  private Optional<Box> remote(Protocol protocol, String key) {
    if (sheet.below(key.substring(0, key.length() - 1)).isEmpty()) return Optional.empty();
    String host = values.required(key + "host", "Name the server: host: mail.dispatch.example.");
    Security security = security(key, host);
    int standard = protocol == Protocol.IMAP ? security == Security.TLS ? 993 : 143 : security == Security.TLS ? 995 : 110;
    var server = new Server(protocol, host, values.number(key + "port", 1, 65_535, standard), security);
    return Optional.of(new Remote(server, login(key), values.text(key + "folder").orElse("INBOX"), values.text(key + "unknown")));
  }

  private Security security(String key, String host) {
    Security security = values.read(key + "security", "Write tls, starttls, or none for a server on this machine.", value -> switch (value) {
      case "tls" -> Security.TLS;
      case "starttls" -> Security.STARTTLS;
      case "none" -> Security.NONE;
      default -> throw new IllegalArgumentException("there is no such security");
    }).orElse(Security.TLS);
    if (security == Security.NONE && !RelayKeys.LOOPBACK.contains(host))
      sheet.problem(sheet.line(key + "security"), key + "security", "the password and readers' mail would cross the network in clear.", "Write tls or starttls; none is for a host on loopback.");
    return security;
  }

  private Login login(String key) {
    String password = key + "password";
    List<String> source = sheet.entry(password).map(Sheet.Entry::source).orElse(List.of());
    if (!source.isEmpty() && !source.get(0).matches("\\$\\{\\w+}"))
      sheet.problem(sheet.line(password), password, "a secret does not belong in this file.", "Write \"${BOUNCE_PASSWORD}\" and set BOUNCE_PASSWORD, or BOUNCE_PASSWORD_FILE to a file's path.");
    return new Login(values.required(key + "username", "Give the login name."), values.required(password, "Write password: \"${BOUNCE_PASSWORD}\"."));
  }
}
