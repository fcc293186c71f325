package dev.tidings.cli;

import dev.tidings.audience.MailAddress;
import dev.tidings.deliver.DeliveryReport;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.DeliveryState;
import dev.tidings.queue.Notice;
import dev.tidings.queue.Steering;
import dev.tidings.run.Preview;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "test",
    description = {"Send the next mail to yourself, by the house's relay, and show what the relay said.", "It is byte for byte what a reader gets. Nobody counts as told; no other mail goes out."},
    footer = {"", "Example: tidings test me@example.org daily"})
final class TestCommand extends Command {
  private static final Duration LIFE = Duration.ofHours(1);

  @Parameters(index = "0", paramLabel = "ADDRESS", description = "Where it goes.")
  private String address = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "NEWSLETTER", description = "Default: the first in the configuration.")
  private @Nullable String newsletter;

  @Mixin private At at;
  @Mixin private AsJson json;

  @Override
  public Integer call() {
    MailAddress to = Words.address(address);
    try (var sending = new Sending(root().desk()); House house = root().open(at.moment(), Opener.Purpose.WORK)) {
      Words.requireNewsletter(house, Optional.ofNullable(newsletter));
      String slug = Optional.ofNullable(newsletter).orElseGet(() -> house.newsletters().get(0).slug());
      if (!(preview(house, slug, to) instanceof Preview.Mail mail)) throw Refusal.notDone("%s: %s Nothing was sent.", slug, preview(house, slug, to).words());
      DeliveryQueue notices = house.notices();
      Notice notice = notice(mail, to, house.clock().instant());
      notices.enqueue(notice);
      DeliveryReport report = sending.deliver(house, notices, Duration.ZERO);
      return say(slug + ": " + mail.words(), notices.steering().notice(notice.key()).orElseThrow(), report);
    }
  }

  /** A reader's own copy; for anybody else that of somebody who follows everything. */
  private static Preview preview(House house, String slug, MailAddress to) {
    Preview own = house.planner().preview(new Preview.Wish(slug, Optional.of(to.key()), false));
    return own instanceof Preview.Mail ? own : house.planner().preview(new Preview.Wish(slug, Optional.empty(), false));
  }

  /** Byte for byte what a reader gets. Where the address is no reader's, its links are well-formed and lead nowhere. */
  private static Notice notice(Preview.Mail mail, MailAddress to, Instant now) {
    var copy = new Notice.Copy(mail.sheet().edition().orElseThrow(), mail.sheet().language(), mail.to().name(), mail.to().subscription());
    return new Notice("test/" + to.key() + "/" + now.toEpochMilli(), "test", to.address(), mail.sheet().subject(), mail.sheet().body(), now.plus(LIFE), Optional.of(copy));
  }

  private int say(String what, Steering.Told told, DeliveryReport report) {
    boolean sent = told.state() == DeliveryState.SENT;
    String reply = told.reply().isEmpty() ? report.trouble().orElse("no reply") : told.reply();
    if (json.wanted) {
      out().println(Json.written(Json.object().put("address", address).put("state", told.state().word()).put("reply", reply)));
    } else {
      out().println(what);
      out().println(sent ? "Accepted by the relay for " + address + ": " + reply : "Not sent to " + address + " (" + told.state().word() + "): " + reply);
    }
    if (!sent && (told.state() == DeliveryState.DEFERRED || told.state() == DeliveryState.QUEUED)) err().println("'tidings deliver' tries it again, within the hour.");
    return Exit.unless(!sent);
  }
}
