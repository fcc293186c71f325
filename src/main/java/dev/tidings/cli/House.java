package dev.tidings.cli;

import dev.tidings.audience.Subscribers;
import dev.tidings.deliver.Courier;
import dev.tidings.deliver.Progress;
import dev.tidings.post.Post;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.render.TemplateFolder;
import dev.tidings.render.TemplateProblem;
import dev.tidings.run.DigestRun;
import dev.tidings.run.Planner;
import dev.tidings.run.PostDesk;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;

/** An open house: the stages that commands call. Closing it closes everything. */
public interface House extends AutoCloseable {
  List<Newsletter> newsletters();

  /** The one {@code --at} turns. */
  Clock clock();

  DigestRun digestRun();

  Planner planner();

  PostDesk postDesk();

  DeliveryQueue queue();

  /** The ledger, for {@code report} to read. */
  Database ledger();

  /** The caller closes it. */
  Courier courier(Progress progress);

  /** Opens it to readers. @param port instead of the configured one; 0 takes any free one */
  Serving serve(OptionalInt port);

  /** The house's own templates over the shipped ones. */
  TemplateFolder templates();

  /** What is wrong with the house's own templates; each is rendered with a hard case. */
  List<TemplateProblem> templateProblems();

  /** What readers ask for, by the admin's hand. */
  Subscribers subscribers();

  /** Every readable post in the folders, drafts excepted. */
  List<Post> posts();

  /** What the configuration says that is doubtful, but usable. */
  List<String> warnings();

  @Override
  void close();
}
