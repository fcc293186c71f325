package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.shelf.Entry;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "posts", description = "List posts; release those that wait, or tell them never.",
    subcommands = {PostsCommand.Listing.class, PostsCommand.Release.class, PostsCommand.Never.class},
    footer = {"", "Example: tidings posts list harbour"})
final class PostsCommand extends Command {
  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "One of list, release, never is missing.");
  }

  @CommandLine.Command(name = "list", description = "Show the posts that were gathered, newest first, 50 at most.",
      footer = {"", "Example: tidings posts list harbour"})
  static final class Listing extends Command {
    @Parameters(arity = "0..1", paramLabel = "WORDS", defaultValue = "", description = "Only those whose path or title holds this.")
    private String words = "";

    @Mixin private AsJson json;

    @Override
    public Integer call() {
      try (House house = root().open(Optional.empty(), Opener.Purpose.LOOK)) {
        List<Entry> posts = house.postDesk().find(words);
        if (json.wanted) {
          ObjectNode object = Json.object();
          object.set("posts", Json.list(posts, (node, post) -> {
            node.put("path", post.path()).put("title", post.title()).put("dated", post.dated().toString());
            var categories = node.putArray("categories");
            post.categories().stream().sorted().forEach(categories::add);
          }));
          out().println(Json.written(object));
          return Exit.DONE;
        }
        if (posts.isEmpty()) out().println("No post was gathered yet, or none matches. 'tidings run' gathers; 'tidings check' reads without gathering.");
        posts.forEach(post -> out().printf("%s  %-14s  %s  (%s)%n", post.dated(), String.join(",", post.categories()), post.title(), post.path()));
        return Exit.DONE;
      }
    }
  }

  /** A word on all that wait, or on the posts named. */
  abstract static class Deciding extends Command {
    @Parameters(arity = "0..*", paramLabel = "POST", description = "A path, title or id. None with --waiting.")
    private List<String> named = List.of();

    @Option(names = "--waiting", description = "All posts that came with an archive at once.")
    private boolean waiting;

    abstract boolean releases();

    @Override
    public Integer call() {
      if (waiting != named.isEmpty()) throw new ParameterException(spec.commandLine(), "Name posts, or give --waiting, not both.");
      try (House house = root().open(Optional.empty(), Opener.Purpose.WORK)) {
        int count = waiting ? house.postDesk().decideWaiting(releases())
            : house.postDesk().decide(named.stream().map(words -> one(house, words)).toList(), releases());
        out().println(Words.count(count, "post", "posts") + (releases() ? " will be told with the next editions." : " will be told to nobody; feeds and pages keep them."));
        return Exit.DONE;
      }
    }

    static Entry one(House house, String words) {
      List<Entry> found = house.postDesk().find(words);
      if (found.size() == 1) return found.get(0);
      throw Refusal.wrongUse(found.isEmpty() ? "no gathered post is called '%s'. Nothing was changed. 'tidings posts list' shows them."
          : "'%s' fits " + found.size() + " posts. Nothing was changed. Give the path that 'tidings posts list' shows.", words);
    }
  }

  @CommandLine.Command(name = "release", description = "Tell posts with the next editions.", footer = {"", "Example: tidings posts release --waiting"})
  static final class Release extends Deciding {
    @Override
    boolean releases() {
      return true;
    }
  }

  @CommandLine.Command(name = "never", description = "Tell posts to nobody; feeds and pages keep them.", footer = {"", "Example: tidings posts never --waiting"})
  static final class Never extends Deciding {
    @Override
    boolean releases() {
      return false;
    }
  }
}
