package dev.tidings.run;

import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Tokens;
import dev.tidings.queue.Account;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.Notice;
import dev.tidings.render.Look;
import dev.tidings.staff.AuditLog;
import dev.tidings.store.Database;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Editing by mail: each editor is shown the next edition before its slot, with links to hold it, send it or leave a story out, and is told
 * how it went. Each mail is a notice with a key of its own, so it comes once however often this is asked. A link only opens a page; its
 * one button acts.
 */
public final class EditorDesk {
  private static final Duration NEWS = Duration.ofDays(1);
  private final House house;

  public EditorDesk(House house) {
    this.house = house;
  }

  /** @param editors of the newsletters that have some */
  public record House(Database database, Clock clock, List<Newsletter> newsletters, List<EditorSettings> editors, Parts parts) {}

  public record Parts(Planner planner, Supplier<DeliveryQueue> queue, Supplier<Tokens> tokens, Look look) {}

  /**
   * What an editor's link is about.
   *
   * @param who the address it was mailed to
   * @param done whether nothing can be done any more, and then why
   */
  public record Question(Newsletter newsletter, Slot slot, String who, Optional<String> done, String state) {}

  /** @return how many mails were put into the queue */
  public int catchUp() {
    int put = 0;
    for (EditorSettings settings : house.editors) {
      if (settings.editors().isEmpty()) continue;
      Newsletter newsletter = house.newsletters.stream().filter(one -> one.slug().equals(settings.newsletter())).findFirst().orElseThrow();
      put += settings.before().map(lead -> show(newsletter, settings, lead)).orElse(0);
      if (settings.account() != EditorSettings.Account.NEVER) put += account(settings);
    }
    return put;
  }

  private int show(Newsletter newsletter, EditorSettings settings, Duration lead) {
    Instant now = house.clock.instant();
    Optional<Slot> next = house.database.read(sql -> SlotDesk.outlook(sql, newsletter, 1, now).stream().filter(one -> !one.state().equals("skipped")).map(SlotDesk.Outlook::slot).findFirst())
        .filter(slot -> !slot.instant().minus(lead).isAfter(now));
    boolean paused = house.database.read(sql -> Standing.of(sql, newsletter, now).paused());
    if (next.isEmpty() || paused) return 0;
    List<MailAddress> untold = settings.editors().stream().filter(editor -> house.parts.queue().get().steering().notice(key(next.get(), editor)).isEmpty()).toList();
    if (untold.isEmpty()) return 0;
    Draft draft = house.parts.planner().draft(newsletter);
    if (!draft.turn().slot().equals(next.get()) || draft.words().number() == 0) return 0; // nothing would go out as things stand
    if (!(house.parts.planner().preview(new Preview.Wish(newsletter.slug(), Optional.empty(), false)) instanceof Preview.Mail mail) || mail.example()) return 0;
    Instant until = next.get().instant().plus(NEWS);
    for (MailAddress editor : untold) {
      var desk = new EditorLetters.Desk(house.parts.look().site().toString(), token(next.get(), editor, now));
      house.parts.queue().get().enqueue(new Notice(key(next.get(), editor), "editor", editor.address(), EditorLetters.subject(draft), EditorLetters.next(draft, mail.letter(), desk), until));
    }
    return untold.size();
  }

  private static String key(Slot slot, MailAddress editor) {
    return "desk/" + slot.newsletter() + "/" + slot.local() + "/" + slot.zone() + "/" + editor.key();
  }

  /** Blank where no server answers. */
  private String token(Slot slot, MailAddress editor, Instant now) {
    if (!house.parts.look().doors().server()) return "";
    long id = house.database.durably(tx -> {
      tx.sql().execute("INSERT INTO desk_mail (newsletter, local, zone, address, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          slot.newsletter(), slot.local().toString(), slot.zone().getId(), editor.address(), now.toEpochMilli());
      return tx.sql().createQuery("SELECT id FROM desk_mail WHERE newsletter = ? AND local = ? AND zone = ? AND address = ?")
          .bind(0, slot.newsletter()).bind(1, slot.local().toString()).bind(2, slot.zone().getId()).bind(3, editor.address()).mapTo(Long.class).one();
    });
    return house.parts.tokens().get().token(Tokens.Purpose.EDITOR, id);
  }

  private record Closed(long id, String name, String subject) {}

  private int account(EditorSettings settings) {
    Instant now = house.clock.instant();
    DeliveryQueue queue = house.parts.queue().get();
    int put = 0;
    for (Closed edition : house.database.read(sql -> closed(sql, settings.newsletter(), now.minus(NEWS)))) {
      var keys = new ArrayList<MailAddress>(settings.editors());
      keys.removeIf(editor -> queue.steering().notice("account/" + edition.id + "/" + editor.key()).isPresent());
      if (keys.isEmpty()) continue;
      Account account = queue.account(edition.id);
      if (settings.account() == EditorSettings.Account.TROUBLE && !EditorLetters.isShort(account)) continue;
      for (MailAddress editor : keys) {
        var notice = new Notice("account/" + edition.id + "/" + editor.key(), "editor", editor.address(), EditorLetters.subject(edition.name, account), EditorLetters.account(edition.name, edition.subject, account), now.plus(NEWS));
        if (queue.enqueue(notice)) put++;
      }
    }
    return put;
  }

  private static List<Closed> closed(Handle sql, String newsletter, Instant since) {
    return sql.createQuery("SELECT id, newsletter || '/' || number, subject FROM edition WHERE newsletter = ? AND closed_at >= ? AND planned > 0 ORDER BY id").bind(0, newsletter).bind(1, since.toEpochMilli())
        .map((row, context) -> new Closed(row.getLong(1), row.getString(2), row.getString(3))).list();
  }

  /** Empty for a link that this house did not make. */
  public Optional<Question> question(String token) {
    return house.parts.tokens().get().verify(token, Tokens.Purpose.EDITOR).flatMap(claim -> house.database.read(sql -> sql.createQuery("SELECT newsletter, local, zone, address FROM desk_mail WHERE id = ?")
        .bind(0, claim.subscription()).map((row, context) -> new Mail(new Slot(row.getString(1), LocalDateTime.parse(row.getString(2)), ZoneId.of(row.getString(3)), false), row.getString(4))).findOne()))
        .flatMap(this::question);
  }

  private record Mail(Slot slot, String who) {}

  private Optional<Question> question(Mail mail) {
    Optional<EditorSettings> still = house.editors.stream().filter(one -> one.newsletter().equals(mail.slot.newsletter()) && one.editors().stream().anyMatch(editor -> editor.address().equals(mail.who))).findFirst();
    return still.flatMap(any -> house.newsletters.stream().filter(one -> one.slug().equals(mail.slot.newsletter())).findFirst()).map(newsletter -> {
      SlotDesk.Ruling standing = slots().standing(newsletter, mail.slot);
      return new Question(newsletter, mail.slot, mail.who, standing.taken() ? Optional.empty() : Optional.of(standing.sentence()), standing.sentence());
    });
  }

  /** It waits until somebody sends it. */
  public SlotDesk.Ruling hold(Question asked) {
    return noted(asked, "slot hold", slots().hold(asked.newsletter, asked.slot));
  }

  /** @param publish publishes a newsletter by hand, and wakes the courier */
  public SlotDesk.Ruling send(Question asked, Function<String, Optional<Morning>> publish) {
    SlotDesk.Ruling standing = slots().standing(asked.newsletter, asked.slot);
    if (!standing.taken()) return standing;
    Optional<Morning> morning = publish.apply(asked.newsletter.slug());
    if (morning.isEmpty()) return new SlotDesk.Ruling(false, "Another process publishes at this moment. Nothing was changed; try again in a minute.");
    boolean out = !morning.get().editions().isEmpty();
    return noted(asked, "run now", new SlotDesk.Ruling(out, out ? "It goes out now." : "It brought no edition: there is nothing new to tell."));
  }

  /** @param story its key */
  public SlotDesk.Ruling drop(Question asked, String story) {
    return noted(asked, "edition drop", new WishDesk(house.database, house.clock).drop(asked.newsletter, asked.slot, story));
  }

  /** What a story is called. */
  public Optional<String> title(String story) {
    return house.database.read(sql -> sql.createQuery("SELECT title FROM post WHERE key = ?").bind(0, story).mapTo(String.class).findOne());
  }

  private SlotDesk.Ruling noted(Question asked, String what, SlotDesk.Ruling ruling) {
    if (ruling.taken()) house.database.durably(tx -> new AuditLog(house.database, house.clock).note(tx, "mail:" + asked.who, what, EditorLetters.shown(asked.slot) + ": " + ruling.sentence()));
    return ruling;
  }

  private SlotDesk slots() {
    return new SlotDesk(house.database, house.clock);
  }
}
