package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.edition.Editor;
import dev.tidings.queue.Enqueue;
import dev.tidings.staff.AuditLog;
import dev.tidings.staff.Staff;
import dev.tidings.timetable.Newsletter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Strings the stages together. One per open house. */
public final class Conductor {
  private final DigestRun run;
  private final Planner planner;
  private final SearchDesk search;
  private final HubDesk hub;
  private final CorrectionDesk corrections;
  private final WithdrawDesk withdrawals;

  public Conductor(Equipment equipment) {
    var makers = equipment.makers();
    var folders = equipment.folders();
    var program = equipment.program();
    var archive = new Archive();
    var enqueue = new Enqueue();
    var editor = new Editor(makers.markdown(), program.site());
    var presses = new Presses(makers.shelf(), archive);
    var composer = new Composer(makers.shelf(), editor, makers.templates(), archive, enqueue);
    var press = new Press(presses, composer, new Publisher(archive, enqueue, makers.shelf()), archive, new Notes(folders.notes(), slugs(program.newsletters())), program.life());
    var site = new FeedRun.Site(folders.site(), program.newsletters(), makers.feeds(), program.dress());
    var feeds = new FeedRun(equipment.database(), makers.shelf(), archive, site);
    var gather = new Gather(makers.posts(), makers.shelf(), makers.markdown());
    var stages = new DigestRun.Stages(program.newsletters(), gather, makers.audience(), presses, press, feeds, equipment.queue());
    this.run = new DigestRun(equipment.database(), equipment.clock(), folders.data(), stages);
    this.hub = new HubDesk(equipment.database(), equipment.clock(), makers.feeds().hub());
    this.search = new SearchDesk(equipment.database(), gather, makers.shelf(), archive, new SearchDesk.Site(program.site(), program.newsletters()));
    AuditLog log = Staff.of(equipment.database(), equipment.clock()).log();
    var letters = new CorrectionDesk.Press(program.newsletters(), gather, makers.templates(), makers.markdown(), program.site(), program.life());
    this.corrections = new CorrectionDesk(new CorrectionDesk.House(equipment.database(), equipment.clock(), folders.data(), letters, equipment.queue(), log));
    var bindery = new WithdrawDesk.Parts(gather, makers.shelf(), makers.templates(), run, program.site());
    this.withdrawals = new WithdrawDesk(new WithdrawDesk.House(equipment.database(), equipment.clock(), folders.data(), bindery, log));
    this.planner = new Planner(equipment.database(), equipment.clock(), run, makers.shelf(), new Proofs(press, archive));
  }

  private static Set<String> slugs(List<Newsletter> newsletters) {
    return newsletters.stream().map(Newsletter::slug).collect(Collectors.toCollection(TreeSet::new));
  }

  public DigestRun run() {
    return run;
  }

  public HubDesk hub() {
    return hub;
  }

  public SearchDesk search() {
    return search;
  }

  public CorrectionDesk corrections() {
    return corrections;
  }

  public WithdrawDesk withdrawals() {
    return withdrawals;
  }

  public Planner planner() {
    return planner;
  }
}
