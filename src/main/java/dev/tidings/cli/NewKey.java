package dev.tidings.cli;

import dev.tidings.mail.DkimKey;
import dev.tidings.mail.DkimKind;
import dev.tidings.mail.DkimSettings;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Makes a key that mails are signed with, and says what to publish. */
record NewKey(Path home, PrintWriter out, boolean json) {
  int make(String selector, DkimKind kind) {
    if (!selector.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"))
      throw Refusal.wrongUse("'%s' is no name for a DNS record. Write letters, digits and hyphens: autumn2026.", selector);
    Path file = DkimSettings.fileOf(home, selector);
    DkimKey key = DkimKey.make(selector, file, kind);
    if (json) {
      out.println(Json.written(Json.object().put("selector", selector).put("file", file.toString()).put("name", selector + "._domainkey").put("type", "TXT").put("record", key.record())));
      return Exit.DONE;
    }
    out.println("The private key is in " + file + ", readable by you only. Keep it, and keep it secret.");
    out.println("1. Publish this TXT record in the zone of your sender's domain, at " + selector + "._domainkey:");
    out.println("   " + key.record());
    out.println("2. When it can be looked up, write  dkim: {" + (kind == DkimKind.RSA ? "selector: " : "selector: …, ed25519: ") + selector + "}  below mail: in config/tidings.yml.");
    out.println("3. Leave the record of an older key published for a week: mail under way is signed with it.");
    out.println("'tidings doctor' says whether it is published.");
    return Exit.DONE;
  }
}
