package dev.tidings.cli;

import dev.tidings.audience.Subscribers;
import dev.tidings.bounce.BounceSettings;
import dev.tidings.bounce.Rounds;
import dev.tidings.deliver.Courier;
import dev.tidings.deliver.Progress;
import dev.tidings.doctor.Finding;
import dev.tidings.hook.Outbox;
import dev.tidings.mail.MailComposer;
import dev.tidings.moving.Arrival;
import dev.tidings.moving.Departure;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.render.TemplateFolder;
import dev.tidings.run.CorrectionDesk;
import dev.tidings.run.DigestRun;
import dev.tidings.run.EditorDesk;
import dev.tidings.run.HubDesk;
import dev.tidings.run.Plan;
import dev.tidings.run.Planner;
import dev.tidings.run.PostDesk;
import dev.tidings.run.Preview;
import dev.tidings.run.SeedDesk;
import dev.tidings.run.SlotDesk;
import dev.tidings.run.WithdrawDesk;
import dev.tidings.staff.Staff;
import dev.tidings.store.Database;
import dev.tidings.store.Upkeep;
import dev.tidings.timetable.Newsletter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** An open house: the stages that commands call. Closing it closes everything. */
public interface House extends AutoCloseable {
  List<Newsletter> newsletters();

  /** The one {@code --at} turns. */
  Clock clock();

  DigestRun digestRun();

  HubDesk hub();

  /** The search takes in what is new, where the site has a server to search it. */
  void keepSearch();

  /** Who gets a copy of every edition, to see where it lands. */
  SeedDesk seeds();

  /** Editors are shown the next editions and told how they went. */
  EditorDesk editors();

  /** Trouble that no courier sees is told. */
  void watch();

  /** What the store needs now and then. */
  Upkeep upkeep();

  /** What webhooks are still to be told. */
  Outbox outbox();

  Planner planner();

  PostDesk postDesk();

  SlotDesk slotDesk();

  /** What was wrong is put right by it. */
  CorrectionDesk corrections();

  /** What must not be read any more is taken back by it. */
  WithdrawDesk withdrawals();

  DeliveryQueue queue();

  /** The ledger, for {@code report} to read. */
  Database ledger();

  /** The same queue for a courier that must take nothing but notices. */
  DeliveryQueue notices();

  /** The caller closes it. */
  Courier courier(DeliveryQueue queue, Progress progress);

  /** What makes a mail of a variant; in a house that has never published its links are passing ones. */
  MailComposer composer();

  /** The folders that posts are read from. */
  List<Path> postFolders();

  /** Opens it to readers. @param port instead of the configured one; 0 takes any free one */
  Serving serve(OptionalInt port);

  /** The house's own templates over the shipped ones. */
  TemplateFolder templates();

  /** What readers ask for, by the admin's hand. */
  Subscribers subscribers();

  /** Who may sign in to the admin's pages. */
  Staff staff();

  /** Settles what came back. */
  Rounds rounds();

  /**
   * Copies the store to where {@code to} says, and closes the old one for good.
   *
   * @param to {@code postgresql://user:${NAME}@host/database}, or {@code file}
   * @return what was copied, for the admin
   */
  List<String> moveStore(String to, Consumer<String> progress);

  /** Everything the house knows, for whoever leaves. */
  Departure departure();

  /** What a house that left is taken in by. */
  Arrival arrival();

  /** Where reports arrive. */
  List<BounceSettings.Box> boxes();

  /** What an editor would mark in posts, lists, configuration and templates; trial editions are printed and thrown away. */
  List<PostProblem> doubts(Plan plan);

  /** What stands between this house's mail and an inbox. @param resolver asked instead of the machine's own */
  List<Finding> examine(Optional<InetSocketAddress> resolver);

  /** The mail itself, line by line. */
  List<Finding> examine(Preview.Mail mail, Optional<InetSocketAddress> resolver);

  /** What the configuration says that is doubtful, but usable. */
  List<PostProblem> warnings();

  @Override
  void close();
}
