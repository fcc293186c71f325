package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.mail.DkimKey;
import dev.tidings.mail.DkimSettings;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "doctor",
    description = "Makes a key that mails are signed with, and says what to publish.",
    footer = {"", "Example: tidings doctor --new-key autumn2026"})
final class DoctorCommand extends Command {
  @Option(names = "--new-key", required = true, paramLabel = "SELECTOR", description = "Make a DKIM key of this name. One that is there stays, so both can be published while you change.")
  private String selector = "";

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    if (!selector.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"))
      throw Refusal.wrongUse("'%s' is no name for a DNS record. Write letters, digits and hyphens: autumn2026.", selector);
    Path file = DkimSettings.fileOf(home(), selector);
    DkimKey key = DkimKey.make(selector, file);
    if (json.wanted) {
      ObjectNode object = Json.object().put("selector", selector).put("file", file.toString()).put("name", selector + "._domainkey").put("type", "TXT").put("record", key.record());
      out().println(Json.written(object));
    } else {
      out().println("The private key is in " + file + ", readable by you only. Keep it, and keep it secret.");
      out().println("1. Publish this TXT record in the zone of your sender's domain, at " + selector + "._domainkey:");
      out().println("   " + key.record());
      out().println("2. When it can be looked up, write  dkim: {selector: " + selector + "}  below mail: in config/tidings.yml.");
      out().println("3. Leave the record of an older key published for a week: mail under way is signed with it.");
    }
    return Exit.DONE;
  }
}
