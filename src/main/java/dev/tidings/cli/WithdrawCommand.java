package dev.tidings.cli;

import dev.tidings.run.WithdrawDesk.Outcome;
import dev.tidings.shelf.Entry;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "withdraw",
    description = "Take a post out of feeds, pages, kept mails and those that wait. Without --yes it is only shown what that comes to.",
    footer = {"", "Example: tidings withdraw posts/2026-11-23-cranes.md", "Its file is yours to delete. 'tidings posts release' lets it be told again; kept mails stay without it."})
final class WithdrawCommand extends Command {
  @Parameters(paramLabel = "POST", description = "A path, title or id.")
  private String post = "";

  @Option(names = "--yes", description = "Do it. Kept mails cannot be put back.")
  private boolean yes;

  @Mixin private At at;
  @Mixin private AsJson json;

  @Override
  public Integer call() {
    try (House house = root().open(at.moment(), Opener.Purpose.WORK)) {
      Entry entry = PostsCommand.Deciding.one(house, post);
      Outcome outcome = yes ? house.withdrawals().withdraw(entry, "shell") : house.withdrawals().preview(entry);
      if (yes) {
        var afterwards = new Afterwards(house, true, err());
        afterwards.await();
      }
      if (json.wanted) print(entry, outcome);
      else out().println((yes ? outcome.sentence() : "It would come to this: " + outcome.sentence() + " Nothing was changed. The same with --yes does it."));
      return Exit.DONE;
    }
  }

  private void print(Entry entry, Outcome outcome) {
    var object = Json.object().put("post", entry.path()).put("title", outcome.title()).put("withdrawn", yes).put("mails", outcome.mails())
        .put("waiting", outcome.readers().waiting()).put("stopped", outcome.readers().stopped());
    var editions = object.putArray("editions");
    outcome.editions().forEach(editions::add);
    var named = object.putArray("named");
    outcome.named().forEach(named::add);
    out().println(Json.written(object));
  }
}
