package dev.tidings.cli;

import dev.tidings.demo.Demo;
import dev.tidings.demo.DemoServer;
import dev.tidings.demo.Newsroom;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Shows the whole journey on this machine, with a relay and an inbox of its own. */
@CommandLine.Command(
    name = "demo",
    description = {
      "Shows it all on this machine: sample posts, real SMTP to an inbox of its own, and a page with buttons.",
      "With --home DIR it is a rehearsal: your posts, templates and lists, a throw-away copy of your store, and no mail leaves the machine."
    },
    footer = {"", "Examples: tidings demo          a newsroom of 1666 to play with", "          tidings demo --once   the same without the page"})
final class DemoCommand extends Command {
  @Option(names = "--once", description = "Publish one morning, print the account and where to look, and exit.")
  private boolean once;

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "Of the page. Default: any free one.")
  private int port;

  private final Newsroom newsroom;

  DemoCommand(Newsroom newsroom) {
    this.newsroom = newsroom;
  }

  @Override
  public Integer call() {
    if (port < 0 || port > 65_535) throw Refusal.wrongUse("--port %d is no port: they go from 1 to 65535. Leave it out for any free one.", port);
    if (!Files.isDirectory(home())) throw Refusal.wrongUse("there is no folder %s. Nothing was done.", home());
    Path folder = folder();
    if (!once) Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
    try (Demo demo = open(folder)) {
      return once ? report(demo) : serve(demo);
    }
  }

  private Demo open(Path folder) {
    boolean given = spec.root().commandLine().getParseResult().subcommand().hasMatchedOption("--home")
        || spec.root().commandLine().getParseResult().hasMatchedOption("--home");
    return given
        ? Demo.rehearsal(newsroom, home(), folder, newsroom.clock())
        : Demo.sample(newsroom, folder, newsroom.clock());
  }

  private int serve(Demo demo) {
    try (var server = new DemoServer(demo, port)) {
      account(demo);
      out().println("Open " + server.address() + "   (Ctrl-C ends it)");
      out().flush();
      new CountDownLatch(1).await();
      return Exit.DONE;
    } catch (IOException e) {
      throw Refusal.notDone("port %d on loopback cannot be opened (%s). Choose another with --port, or leave it out.", port, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.DONE;
    }
  }

  private int report(Demo demo) {
    account(demo);
    demo.keepLetters();
    out().println("Mails as they arrived: " + demo.inbox());
    out().println("Feeds and pages:       " + demo.site());
    return Exit.DONE;
  }

  private void account(Demo demo) {
    PrintWriter out = out();
    demo.report().problems().forEach(out::println);
    demo.report().notes().forEach(out::println);
    demo.account().forEach(out::println);
  }

  /** A rehearsal's copy holds readers' addresses: it goes when the demo ends. */
  private static void remove(Path folder) {
    FolderRemoval.of(folder).forEach(kept -> System.err.println("tidings: " + kept));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("tidings-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
