package dev.tidings.cli;

import dev.tidings.audience.MailAddress;
import dev.tidings.deliver.DeliveryReport;
import dev.tidings.mail.MailComposer;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.DeliveryState;
import dev.tidings.queue.Notice;
import dev.tidings.queue.Steering;
import dev.tidings.render.MailBody;
import dev.tidings.run.Preview;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "test",
    description = {"Send the next mail to yourself, by the house's relay, and show what the relay said.", "Nobody counts as told; no other mail goes out."},
    footer = {"", "Example: tidings test me@example.org daily"})
final class TestCommand extends Command {
  private static final Duration LIFE = Duration.ofHours(1);

  @Parameters(index = "0", paramLabel = "ADDRESS", description = "Where it goes.")
  private String address = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "NEWSLETTER", description = "Default: the first in the configuration.")
  private @Nullable String newsletter;

  @Mixin private AsJson json;

  @Override
  public Integer call() {
    MailAddress to = Words.address(address);
    try (var sending = new Sending(root().desk()); House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
      Words.requireNewsletter(house, Optional.ofNullable(newsletter));
      String slug = Optional.ofNullable(newsletter).orElseGet(() -> house.newsletters().get(0).slug());
      Preview preview = house.planner().preview(new Preview.Wish(slug, Optional.empty(), false));
      if (!(preview instanceof Preview.Mail mail)) throw Refusal.notDone("%s: %s Nothing was sent.", slug, preview.words());
      DeliveryQueue notices = house.notices();
      Notice notice = notice(house.composer(), mail, to, house.clock().instant());
      notices.enqueue(notice);
      DeliveryReport report = sending.deliver(house, notices, Duration.ZERO);
      return say(slug + ": " + preview.words(), notices.steering().notice(notice.key()).orElseThrow(), report);
    }
  }

  /** The mail of somebody whom nobody is; its links lead nowhere, for there is no subscription behind them. */
  private static Notice notice(MailComposer composer, Preview.Mail mail, MailAddress to, Instant now) {
    byte[] whole = composer.compose(mail.sheet(), mail.to());
    int body = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4; // RFC 5322 2.1
    MailBody told = mail.sheet().body();
    var filled = new MailBody(told.contentType(), told.transferEncoding(), Arrays.copyOfRange(whole, body, whole.length), List.of());
    return new Notice("test/" + to.key() + "/" + now.toEpochMilli(), "test", to.address(), "Test: " + mail.sheet().subject(), filled, now.plus(LIFE));
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
