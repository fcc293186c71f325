package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.doctor.Finding;
import dev.tidings.mail.DkimKind;
import dev.tidings.run.Preview;
import dev.tidings.run.RunRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "doctor",
    description = {"Looks at all that stands between a digest and an inbox: keys, disk, relays, DNS, the bounce box, the site, lists and templates.", "Nothing is sent and nothing is changed, except by --new-key."},
    footer = {"", "Examples: tidings doctor --json", "          tidings doctor --mail daily", "          tidings doctor --new-key autumn2026"})
final class DoctorCommand extends Command {
  private static final int DNS_PORT = 53;

  @Option(names = "--new-key", paramLabel = "SELECTOR", description = "Make a DKIM key of this name instead. One that is there stays, so both can be published while you change.")
  private @Nullable String selector;

  @Option(names = "--ed25519", description = "Let the new key be Ed25519, for a second signature; not every receiver reads it.")
  private boolean ed25519;

  @Option(names = "--mail", arity = "0..1", fallbackValue = "", paramLabel = "NEWSLETTER", description = "Build the newest mail instead and judge it line by line, 1 to 32. Default: the first newsletter's.")
  private @Nullable String mail;

  @Option(names = "--resolver", paramLabel = "HOST[:PORT]", description = "Ask this DNS resolver, not the machine's own.")
  private @Nullable String resolver;

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    if (selector != null) return new NewKey(home(), out(), json.wanted).make(selector, ed25519 ? DkimKind.ED25519 : DkimKind.RSA);
    try (House house = root().desk().opener().open(home(), Optional.empty(), Opener.Purpose.LOOK)) {
      List<Finding> findings = mail == null ? all(house) : letter(house, mail);
      if (json.wanted) out().println(Json.written(object(findings)));
      else findings.forEach(this::say);
      long failed = count(findings, Finding.Level.FAIL);
      if (!json.wanted) out().printf("%s well, %s, %s.%n", count(findings, Finding.Level.OK), Words.count(count(findings, Finding.Level.WARN), "doubt", "doubts"), Words.count(failed, "failure", "failures"));
      return Exit.unless(failed > 0);
    }
  }

  private List<Finding> all(House house) {
    var findings = new ArrayList<>(house.examine(Optional.ofNullable(resolver).map(DoctorCommand::server)));
    findings.add(contents(house));
    return findings;
  }

  private List<Finding> letter(House house, String wanted) {
    Words.requireNewsletter(house, Optional.of(wanted).filter(slug -> !slug.isEmpty()));
    String slug = wanted.isEmpty() ? house.newsletters().get(0).slug() : wanted;
    Preview preview = house.planner().preview(new Preview.Wish(slug, Optional.empty(), false));
    if (!(preview instanceof Preview.Mail made)) throw Refusal.notDone("%s: %s There is no mail to judge.", slug, preview.words());
    if (!json.wanted) out().println(slug + ": " + made.words());
    return house.examine(made, Optional.ofNullable(resolver).map(DoctorCommand::server));
  }

  private static InetSocketAddress server(String text) {
    int colon = text.indexOf(':') == text.lastIndexOf(':') ? text.lastIndexOf(':') : -1; // more than one: an IPv6 address
    String host = colon < 0 ? text : text.substring(0, colon);
    String port = colon < 0 ? String.valueOf(DNS_PORT) : text.substring(colon + 1);
    var server = port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535 ? new InetSocketAddress(host, Integer.parseInt(port)) : null;
    if (server == null || server.isUnresolved()) throw Refusal.wrongUse("'%s' is no resolver. Write an address: 127.0.0.1 or 127.0.0.1:5353.", text);
    return server;
  }

  /** What {@code check} would say, in one line. */
  private static Finding contents(House house) {
    List<Remark> remarks = CheckCommand.remarks(house, house.planner().plan(RunRequest.SCHEDULED));
    long errors = remarks.stream().filter(remark -> remark.severity().equals("error")).count();
    long warnings = remarks.stream().filter(remark -> remark.severity().equals("warning")).count();
    Finding.Level level = errors > 0 ? Finding.Level.FAIL : warnings > 0 ? Finding.Level.WARN : Finding.Level.OK;
    String message = level == Finding.Level.OK ? "Nothing is wrong with configuration, posts, lists and templates."
        : "%s and %s in configuration, posts, lists and templates. What is wrong is held back. 'tidings check' says each with its line."
            .formatted(Words.count(errors, "error", "errors"), Words.count(warnings, "warning", "warnings"));
    return new Finding("check", "the house", level, message, Optional.empty());
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  private void say(Finding finding) {
    out().printf("%-4s  %s %s: %s%n", finding.level().word(), finding.check(), finding.subject(), finding.message());
    finding.publish().ifPresent(record -> out().println("      publish: " + record));
  }

  private static ObjectNode object(List<Finding> findings) {
    ObjectNode object = Json.object();
    for (Finding.Level level : Finding.Level.values()) object.put(level.word(), count(findings, level));
    object.set("findings", Json.list(findings, (node, finding) -> {
      node.put("check", finding.check()).put("subject", finding.subject()).put("level", finding.level().word()).put("message", finding.message());
      finding.publish().ifPresent(record -> node.putObject("publish").put("name", record.name()).put("type", record.type()).put("value", record.value()));
    }));
    return object;
  }
}
