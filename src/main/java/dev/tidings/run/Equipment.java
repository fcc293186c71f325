package dev.tidings.run;

import dev.tidings.audience.Audience;
import dev.tidings.feed.FeedComposer;
import dev.tidings.intake.FeedIntake;
import dev.tidings.markup.Markdown;
import dev.tidings.post.PostFolder;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.render.MailTemplates;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What the conductor is given: everything that a journey calls, made by the composition root. The queue is opened when it is asked for. */
public record Equipment(Database database, Clock clock, Folders folders, Program program, Makers makers, Supplier<DeliveryQueue> queue) {
  /** @param data the store and its locks · @param site feeds and pages · @param notes the editor's */
  public record Folders(Path data, Path site, Path notes) {}

  /**
   * @param site every link begins with it
   * @param life how long a delivery is tried at most
   * @param dress settings, templates and program as one text: when it changes, feeds are written anew
   */
  public record Program(List<Newsletter> newsletters, URI site, Duration life, String dress) {}

  /** Where posts come from. @param feeds of other sites, which become files of the folder */
  public record Sources(PostFolder folder, FeedIntake feeds) {}

  public record Makers(
      Sources posts, Shelf shelf, Markdown markdown, Audience audience, MailTemplates templates, FeedComposer feeds) {}
}
