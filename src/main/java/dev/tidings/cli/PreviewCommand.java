package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.run.Preview;
import dev.tidings.timetable.Newsletter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "preview",
    description = {"Write the next mail as HTML, as text and as .eml, for any reader; change nothing.", "Where nothing is new, the newest day of the folder serves as an example."},
    footer = {"", "Examples: tidings preview daily --for ada@reader.example", "          tidings preview --watch    again at each change of a template, a post or the configuration"})
final class PreviewCommand extends Command {
  @Parameters(arity = "0..1", paramLabel = "NEWSLETTER", description = "Only this newsletter. Default: all.")
  private @Nullable String newsletter;

  @Option(names = "--for", paramLabel = "ADDRESS", description = "What this reader gets. Default: somebody who follows everything.")
  private @Nullable String reader;

  @Option(names = "--now", description = "As if you published by hand now. Default: the slot that is due, or the next one.")
  private boolean now;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the files go. Default: data/preview in the house.")
  private @Nullable Path out;

  @Option(names = "--watch", description = "Write them again at each change, until Ctrl-C.")
  private boolean watch;

  @Mixin private At at;
  @Mixin private AsJson json;

  /** What came of one newsletter. */
  private record Outcome(String newsletter, Preview preview, List<Path> files) {}

  @Override
  public Integer call() {
    if (watch && json.wanted) throw new ParameterException(spec.commandLine(), "--watch goes on for ever; --json prints one object. Give one of them.");
    return watch ? keepShowing() : show();
  }

  private int show() {
    try (House house = root().open(at.moment(), Opener.Purpose.LOOK)) {
      Words.requireNewsletter(house, Optional.ofNullable(newsletter));
      List<Outcome> outcomes = house.newsletters().stream().filter(one -> newsletter == null || one.slug().equals(newsletter)).map(one -> outcome(house, one)).toList();
      List<Remark> remarks = Remark.of(outcomes.stream().map(Outcome::preview).filter(Preview.Mail.class::isInstance).flatMap(mail -> ((Preview.Mail) mail).problems().stream()).toList(), List.of());
      Remark.print(remarks, err());
      if (json.wanted) out().println(Json.written(asJson(outcomes)));
      else outcomes.forEach(this::print);
      return Exit.unless(Remark.anyError(remarks) || outcomes.stream().allMatch(outcome -> outcome.files().isEmpty()));
    }
  }

  private Outcome outcome(House house, Newsletter one) {
    Optional<String> key = Optional.ofNullable(reader).map(text -> Words.address(text).key());
    Preview preview = house.planner().preview(new Preview.Wish(one.slug(), key, now));
    List<Path> files = preview instanceof Preview.Mail mail ? new PreviewFiles(folder(), one.slug()).write(mail, house.composer()) : List.of();
    return new Outcome(one.slug(), preview, files);
  }

  private Path folder() {
    return out == null ? home().resolve("data/preview") : root().desk().here().resolve(out).normalize();
  }

  private void print(Outcome outcome) {
    out().println(outcome.newsletter() + ": " + outcome.preview().words());
    if (outcome.preview() instanceof Preview.Mail mail) out().println("  \"" + mail.letter().subject() + "\", for " + mail.to().address());
    outcome.files().forEach(file -> out().println("  " + file));
  }

  private static ObjectNode asJson(List<Outcome> outcomes) {
    ObjectNode object = Json.object();
    object.set("previews", Json.list(outcomes, (node, outcome) -> {
      node.put("newsletter", outcome.newsletter());
      if (outcome.preview() instanceof Preview.Mail mail)
        node.put("slot", mail.slot().local().toString()).put("zone", mail.slot().zone().getId()).put("example", mail.example())
            .put("subject", mail.letter().subject()).put("address", mail.to().address());
      else node.put("reason", outcome.preview().words());
      var files = node.putArray("files");
      outcome.files().forEach(file -> files.add(file.toString()));
    }));
    return object;
  }

  private int keepShowing() {
    List<Path> ours = List.of(home().resolve("data"), home().resolve("site"), folder());
    while (true) {
      try (var vigil = new Vigil(sources(), ours)) {
        showOnce();
        out().println("Waiting for changes; Ctrl-C ends.");
        vigil.awaitChange();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Exit.DONE;
      }
    }
  }

  /** What is wrong now may be right after the next change. */
  private void showOnce() {
    try {
      show();
    } catch (Refusal | Unusable wrong) {
      Complaints.say(wrong, err());
    }
  }

  private List<Path> sources() {
    List<Path> usual = List.of(home().resolve("config"), home().resolve("templates"), home().resolve("notes"), home().resolve("subscribers"), home().resolve("posts"));
    try (House house = root().open(at.moment(), Opener.Purpose.LOOK)) {
      return java.util.stream.Stream.concat(usual.stream(), house.postFolders().stream()).distinct().toList();
    } catch (Unusable broken) {
      return usual;
    }
  }
}
