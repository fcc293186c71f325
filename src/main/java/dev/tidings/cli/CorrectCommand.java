package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.deliver.DeliveryReport;
import dev.tidings.post.FileReason;
import dev.tidings.report.EditionReport;
import dev.tidings.run.CorrectionDesk;
import dev.tidings.run.CorrectionDesk.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "correct",
    description = "Mail a correction to exactly those whom an edition was sent to. Without --yes it is only shown.",
    footer = {"", "Example: tidings correct daily/12 --words 'The toll is three pence, not four.'", "Then:    the same with --yes",
        "Without words: the 'correction:' lines of the posts that it told."})
final class CorrectCommand extends Command {
  @Parameters(paramLabel = "EDITION", description = "As daily/12.")
  private String edition = "";

  @Option(names = "--words", paramLabel = "TEXT", description = "What was wrong, as Markdown.")
  private @Nullable String words;

  @Option(names = "--file", paramLabel = "FILE", description = "The same in a file.")
  private @Nullable Path file;

  @Option(names = "--yes", description = "Send it.")
  private boolean yes;

  @Mixin private At at;
  @Mixin private AsJson json;

  @Override
  public Integer call() {
    if (words != null && file != null) throw new ParameterException(spec.commandLine(), "Give --words or --file, not both.");
    try (var sending = new Sending(root().desk()); House house = root().open(at.moment(), Opener.Purpose.WORK)) {
      var order = order();
      Answer answer = yes ? house.corrections().send(order, "shell") : house.corrections().preview(order);
      if (answer instanceof Answer.Refused refused) throw Refusal.notDone("%s", refused.sentence());
      if (!yes) return show(order, answer);
      return deliver(house, sending, answer);
    }
  }

  private CorrectionDesk.Order order() {
    int slash = edition.lastIndexOf('/');
    if (slash < 1 || !edition.substring(slash + 1).matches("\\d{1,9}"))
      throw Refusal.wrongUse("'%s' names no edition. Nothing was sent. Write it as daily/12; 'tidings report' lists them.", edition);
    return new CorrectionDesk.Order(edition.substring(0, slash), Integer.parseInt(edition.substring(slash + 1)), text());
  }

  private String text() {
    if (words != null) return words;
    if (file == null) return "";
    try {
      return Files.readString(root().desk().here().resolve(file));
    } catch (IOException e) {
      throw Refusal.wrongUse("%s cannot be read (%s). Nothing was sent.", file, FileReason.of(e));
    }
  }

  private int show(CorrectionDesk.Order order, Answer answer) {
    if (json.wanted) {
      out().println(Json.written(asJson(answer)));
    } else if (answer instanceof Answer.Letter letter) {
      out().printf("Subject: %s%n%n%s%n", letter.mail().subject(), letter.mail().parts().text());
      out().printf("It would go to %s of %s, as %s.%n", Words.count(letter.readers(), "reader", "readers"), order.name(), letter.name());
      if (letter.owed() > 0)
        out().printf("%s still to be sent: who gets one gets the correction after it. 'tidings queue cancel %s' stops them.%n", Words.count(letter.owed(), "wrong mail is", "wrong mails are"), order.name());
      out().println("Nothing was sent. The same with --yes sends it.");
    } else {
      out().println(answer.sentence());
    }
    return Exit.DONE;
  }

  private int deliver(House house, Sending sending, Answer answer) {
    long id = answer instanceof Answer.Known known ? known.id() : ((Answer.Letter) answer).id();
    DeliveryReport delivered = sending.deliver(house, Duration.ZERO);
    List<EditionReport.Row> rows = EditionReport.among(house.ledger(), List.of(id));
    if (json.wanted) {
      ObjectNode object = asJson(answer);
      object.set("editions", Json.list(rows, Json::edition));
      out().println(Json.written(object));
    } else {
      out().println(answer.sentence());
      rows.forEach(row -> RunWords.edition(row, out()));
    }
    return Exit.unless(delivered.trouble().isPresent() || rows.stream().anyMatch(EditionReport.Row::isTroubled));
  }

  private ObjectNode asJson(Answer answer) {
    ObjectNode object = Json.object().put("corrects", edition).put("sent", yes);
    if (answer instanceof Answer.Known known) return object.put("correction", known.name()).put("known", true).put("readers", known.added());
    var letter = (Answer.Letter) answer;
    return object.put("correction", letter.name()).put("known", false).put("readers", letter.readers()).put("owed", letter.owed())
        .put("subject", letter.mail().subject()).put("text", letter.mail().parts().text());
  }
}
