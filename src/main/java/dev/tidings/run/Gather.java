package dev.tidings.run;

import dev.tidings.intake.FeedIntake;
import dev.tidings.markup.Markdown;
import dev.tidings.post.PostFolder;
import dev.tidings.post.PostProblem;
import dev.tidings.shelf.Glance;
import dev.tidings.shelf.Intake;
import dev.tidings.shelf.Settled;
import dev.tidings.shelf.Shelf;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The folder of posts comes onto the shelf. Reading needs no transaction; only the settling does. */
final class Gather {
  private final PostFolder folder;
  private final FeedIntake feeds;
  private final Shelf shelf;
  private final Markdown markdown;

  Gather(Equipment.Sources sources, Shelf shelf, Markdown markdown) {
    this.folder = sources.folder();
    this.feeds = sources.feeds();
    this.shelf = shelf;
    this.markdown = markdown;
  }

  /** What was found, and a library that reads the rest when asked. @param whole whether all folders were there: nothing vanished otherwise */
  record Found(Intake intake, Library library, boolean whole) {}

  /** Asks other sites for what is new there; what comes is in the folder then. Not for those who only look. */
  List<PostProblem> fetch(Instant now) {
    return feeds.fetch(now);
  }

  Found look(Handle sql) {
    PostFolder.Listing listing = folder.list();
    Glance glance = shelf.glance(sql, listing.files());
    var intake = new Intake(listing.files(), folder.readAll(glance.unread()), listing.whole() ? glance.vanished() : Set.of(), listing.problems());
    return new Found(intake, new Library(folder, shelf, markdown, intake), listing.whole());
  }

  Settled settle(Tx tx, Found found, List<Newsletter> newsletters, Instant now) {
    Settled settled = shelf.settle(tx, found.intake(), now);
    newsletters.forEach(newsletter -> shelf.number(tx, newsletter, now));
    return settled;
  }
}
