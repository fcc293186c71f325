package dev.tidings.run;

import dev.tidings.archive.Archive;
import dev.tidings.archive.Frozen;
import dev.tidings.archive.Published;
import dev.tidings.archive.StoredVariant;
import dev.tidings.edition.Correction;
import dev.tidings.edition.Erratum;
import dev.tidings.edition.Heading;
import dev.tidings.markup.Markdown;
import dev.tidings.post.Fingerprint;
import dev.tidings.queue.Amends;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.render.Format;
import dev.tidings.render.MailTemplates;
import dev.tidings.render.Variant;
import dev.tidings.shelf.Numbered;
import dev.tidings.staff.AuditLog;
import dev.tidings.store.Database;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * An edition that was wrong is corrected by another one, which goes to exactly those whom the wrong one was sent to. It is frozen and
 * delivered as any edition is; the same words correct the same edition once, however often they are said.
 */
public final class CorrectionDesk {
  private final House house;
  private final Archive archive = new Archive();

  CorrectionDesk(House house) {
    this.house = house;
  }

  /** @param data the store's locks · @param life how long a correction is tried */
  record House(Database database, Clock clock, Path data, Press press, Supplier<DeliveryQueue> queue, AuditLog log) {}

  /** What it takes to write the letter. */
  record Press(List<Newsletter> newsletters, Gather gather, MailTemplates templates, Markdown markdown, URI site, Duration life) {}

  /** @param words the editor's, as Markdown; blank where the posts of the edition say themselves what was wrong */
  public record Order(String newsletter, int number, String words) {
    public String name() {
      return newsletter + "/" + number;
    }
  }

  /** What comes of an order. */
  public sealed interface Answer {
    String sentence();

    /** @param name the correction's, as daily/13 · @param wording another one when it says something else · @param readers who get it · @param owed mails of the wrong edition that are not sent yet */
    record Letter(long id, String name, String wording, int readers, long owed, StoredVariant.Letter mail) implements Answer {
      @Override
      public String sentence() {
        return "%s goes to %s.".formatted(name, readers == 1 ? "1 reader" : readers + " readers");
      }
    }

    /** It was sent before. @param added readers whom the wrong one has reached since */
    record Known(long id, String name, int added) implements Answer {
      @Override
      public String sentence() {
        return "%s says the same already; nobody gets it twice. %s".formatted(name, added == 0 ? "Nothing was changed." : "Readers whom the wrong one has reached since get it too: " + added + ".");
      }
    }

    record Refused(String sentence) implements Answer {}
  }

  private static final class Nobody extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Nobody(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /** The very letter that would go out, and to how many; nothing is kept. */
  public Answer preview(Order order) {
    Gather.Found found = house.database.read(house.press.gather()::look);
    return answer(() -> house.database.rehearse(tx -> draw(tx, found.library(), order)));
  }

  /** Freezes it; the courier sends it. @param who stands in the log, in the same transaction */
  public Answer send(Order order, String who) {
    try (PublishLock lock = PublishLock.await(house.database, house.data)) {
      house.queue.get().tidy(); // what a relay took a moment ago counts as sent
      Gather.Found found = house.database.read(house.press.gather()::look);
      return answer(() -> house.database.durably(tx -> {
        Answer answer = draw(tx, found.library(), order);
        house.log.note(tx, who, "correct", order.name() + ": " + answer.sentence());
        return answer;
      }));
    }
  }

  private static Answer answer(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (Nobody refused) {
      return new Answer.Refused(String.valueOf(refused.getMessage()));
    }
  }

  private Answer draw(Tx tx, Library library, Order order) {
    Instant now = house.clock.instant();
    Optional<Published> wrong = archive.editions(tx.sql(), order.newsletter).stream().filter(one -> one.number() == order.number).findFirst();
    Optional<Newsletter> newsletter = house.press.newsletters().stream().filter(one -> one.slug().equals(order.newsletter)).findFirst();
    if (wrong.isEmpty() || newsletter.isEmpty()) throw new Nobody("There is no edition %s. Nothing was sent. 'tidings report' lists them.".formatted(order.name()));
    List<Correction> stories = order.words.isBlank() ? corrections(tx.sql(), library, wrong.get()) : List.of();
    if (order.words.isBlank() && stories.isEmpty())
      throw new Nobody("Nothing says what was wrong with %s. Nothing was sent. Give words, or write 'correction: …' into the front matter of a post that it told.".formatted(order.name()));
    String wording = Fingerprint.hex(order.words.strip() + stories.stream().map(one -> "\n" + one.key() + " " + one.said().text()).toList());
    Optional<Long> known = tx.sql().createQuery("SELECT id FROM edition WHERE corrects = ? AND wording = ?").bind(0, wrong.get().id()).bind(1, wording).mapTo(Long.class).findOne();
    if (known.isPresent()) return new Answer.Known(known.get(), name(tx.sql(), known.get()), Amends.owe(tx, known.get(), wrong.get().id(), now));
    return letter(tx, newsletter.get(), wrong.get(), new Text(order.words, stories, wording), now);
  }

  private record Text(String words, List<Correction> stories, String wording) {}

  private Answer letter(Tx tx, Newsletter newsletter, Published wrong, Text text, Instant now) {
    int number = archive.nextNumber(tx.sql(), newsletter.slug());
    Slot slot = free(tx.sql(), newsletter, now);
    var heading = new Heading(newsletter, slot, number, wrong.subject(), List.of(), 1);
    var said = new Erratum.Said(house.press.markdown().html(text.words, house.press.site()), house.press.markdown().text(text.words, house.press.site()));
    var erratum = new Erratum(heading, wrong.when().local().toLocalDate(), said, text.stories);
    var variants = new ArrayList<Variant>();
    forms(tx.sql(), newsletter, wrong.id()).stream().map(form -> house.press.templates().render(erratum, Format.valueOf(form.format()), form.language()))
        .filter(variant -> variants.stream().noneMatch(variant::isLike)).forEach(variants::add);
    long id = archive.keep(tx, new Frozen(slot, number, 0, new Frozen.Times(now, now.plus(house.press.life())), List.of(), variants));
    List<Long> kept = variants.stream().map(variant -> archive.keep(tx, id, variant)).toList();
    tx.sql().execute("UPDATE edition SET corrects = ?, wording = ? WHERE id = ?", wrong.id(), text.wording, id);
    int readers = Amends.owe(tx, id, wrong.id(), now);
    String name = newsletter.slug() + "/" + wrong.number();
    if (readers == 0) throw new Nobody("%s was sent to nobody who could still be told (sent: %d). Nothing was sent. What is not sent yet can be stopped: 'tidings queue cancel %1$s', or 'pause'.".formatted(name, Amends.sent(tx.sql(), wrong.id())));
    return new Answer.Letter(id, name(tx.sql(), id), text.wording, readers, Amends.owed(tx.sql(), wrong.id()), archive.variant(tx.sql(), kept.get(0)).orElseThrow().letter());
  }

  /** What the authors of its posts say. */
  private List<Correction> corrections(Handle sql, Library library, Published wrong) {
    return wrong.posts().stream().flatMap(key -> library.story(sql, new Numbered(0, key)).flatMap(Corrections::of).stream()).toList();
  }

  /** As the wrong one was sent; first the one that its page shows. */
  private static List<Amends.Form> forms(Handle sql, Newsletter newsletter, long wrong) {
    var shown = new Amends.Form(Format.HTML.name(), newsletter.imprint().language());
    var forms = new ArrayList<>(List.of(shown));
    Amends.forms(sql, wrong).stream().filter(form -> !form.equals(shown)).forEach(forms::add);
    return forms;
  }

  private static String name(Handle sql, long id) {
    return sql.createQuery("SELECT newsletter, number FROM edition WHERE id = ?").bind(0, id).map((row, context) -> row.getString(1) + "/" + row.getInt(2)).one();
  }

  /** A minute that no edition has and no slot will want. */
  private Slot free(Handle sql, Newsletter newsletter, Instant now) {
    var zone = newsletter.imprint().zone();
    LocalDateTime minute = LocalDateTime.ofInstant(now, zone).truncatedTo(ChronoUnit.MINUTES);
    while (archive.holds(sql, newsletter.slug(), minute, zone) || isScheduled(newsletter, minute)) minute = minute.plusMinutes(1);
    return new Slot(newsletter.slug(), minute, zone, true);
  }

  private static boolean isScheduled(Newsletter newsletter, LocalDateTime minute) {
    Instant about = minute.atZone(newsletter.imprint().zone()).toInstant();
    return Timetable.between(newsletter, about.minusSeconds(1), about.plusSeconds(1)).stream().anyMatch(slot -> slot.local().equals(minute));
  }
}
