package dev.tidings.admin;

import dev.tidings.audience.MailAddress;
import dev.tidings.post.PostProblem;
import dev.tidings.queue.Notice;
import dev.tidings.run.Draft;
import dev.tidings.run.Preview;
import dev.tidings.run.SlotDesk;
import dev.tidings.run.WishDesk;
import dev.tidings.timetable.Newsletter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The next edition of a newsletter: exactly what will go out, and what the editor may still decide about it. */
final class DraftPages {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(150);
  private static final Duration WORTH_WAITING = Duration.ofSeconds(8);
  private static final Duration AT_LAST = Duration.ofSeconds(20);
  private static final Preview LATER = new Preview.None("the mail is still being worked out. Load it again.", false);
  private static final Duration LIFE = Duration.ofHours(1);

  static Optional<Draft> draft(Call call, Newsletter newsletter) {
    return draft(call, newsletter, SOON);
  }

  private static Optional<Draft> draft(Call call, Newsletter newsletter, Duration patience) {
    return call.slow().ask("draft " + newsletter.slug(), FRESH, patience, () -> call.office().desks().editorial().planner().draft(newsletter));
  }

  void first(Call call) {
    call.redirect(call.office().newsletters().stream().findFirst().map(newsletter -> "/next/" + newsletter.slug()).orElse(""));
  }

  void page(Call call) {
    show(call, 200, call.office().newsletter(call.part("newsletter")), Map.of());
  }

  private static void show(Call call, int status, Newsletter newsletter, Map<String, Object> more) {
    Optional<Draft> draft = draft(call, newsletter, status == 200 ? SOON : AT_LAST);
    Map<String, Object> model = new java.util.HashMap<>(more);
    model.put("newsletter", newsletter);
    model.put("newsletters", call.office().newsletters());
    model.put("counting", draft.isEmpty());
    model.putIfAbsent("reader", call.field("reader"));
    model.putIfAbsent("typed", "");
    draft.ifPresent(known -> {
      model.put("draft", known);
      model.put("slot", known.turn().slot());
      model.put("problems", known.standing().problems().stream().filter(problem -> problem.severity() != PostProblem.Severity.NOTE).toList());
      var row = SlotRow.of(new SlotDesk.Outlook(known.turn().slot(), known.turn().state(), Optional.empty()), call.zone());
      boolean scheduled = !known.turn().slot().extra();
      model.put("state", known.turn().state());
      model.put("mark", scheduled ? row.mark() : "");
      model.put("sayings", scheduled ? row.words() : List.of());
    });
    call.show(status, "next", "Next edition", model);
  }

  /** One decision; on a stale page it is not taken. */
  void decide(Call call) {
    Newsletter newsletter = call.office().newsletter(call.part("newsletter"));
    Draft draft = draft(call, newsletter, AT_LAST).orElseThrow(() -> new NotDone(503, "The edition is still being worked out", "Nothing was changed. Try again in a moment."));
    boolean same = draft.turn().slot().local().toString().equals(call.field("local"));
    SlotDesk.Ruling ruling = same || draft.turn().slot().extra() ? call.office().desks().editorial().wishes().decide(newsletter, draft.turn().slot(), call.field("seen"), decision(call, draft))
        : new SlotDesk.Ruling(false, "The next edition is that of %s by now; the page you saw was about %s. Nothing was changed. Decide again.".formatted(draft.turn().slot().local(), call.field("local")));
    call.slow().forget("draft " + newsletter.slug());
    if (ruling.taken()) call.done("/next/" + newsletter.slug(), "edition " + call.field("what"), title(draft, call.field("story")) + ruling.sentence());
    else show(call, 409, newsletter, Map.of("wrong", ruling.sentence(), "typed", call.field("text")));
  }

  private static String title(Draft draft, String story) {
    return all(draft).filter(item -> item.key().equals(story)).map(item -> "'" + item.headline() + "': ").findFirst().orElse("");
  }

  private static Stream<Draft.Item> all(Draft draft) {
    return Stream.of(draft.stories().told(), draft.stories().dropped(), draft.stories().postponed()).flatMap(List::stream);
  }

  private static WishDesk.Decision decision(Call call, Draft draft) {
    String story = call.field("story");
    if (!story.isEmpty() && all(draft).noneMatch(item -> item.key().equals(story)))
      throw new NotDone(409, "That story is not in this edition any more", "Its file went, or it is in an edition already. Nothing was changed.");
    return switch (call.field("what")) {
      case "subject" -> new WishDesk.Decision.Subject(call.field("text"));
      case "preheader" -> new WishDesk.Decision.Preheader(call.field("text"));
      case "lead" -> new WishDesk.Decision.Lead(story);
      case "up" -> new WishDesk.Decision.Order(up(draft, story));
      case "drop" -> new WishDesk.Decision.Drop(story);
      case "postpone" -> new WishDesk.Decision.Postpone(story);
      case "keep" -> new WishDesk.Decision.Keep(story);
      case "nothing" -> new WishDesk.Decision.Nothing();
      default -> throw new NotDone(400, "That cannot be decided", "Nothing was changed. Use the buttons.");
    };
  }

  /** The order as it is shown, with this story one place earlier. */
  private static List<String> up(Draft draft, String story) {
    var keys = new ArrayList<>(draft.stories().told().stream().map(Draft.Item::key).toList());
    int at = keys.indexOf(story);
    if (at > 0) java.util.Collections.swap(keys, at, at - 1);
    return keys;
  }

  private static Preview preview(Call call, Newsletter newsletter) {
    Optional<String> reader = Optional.of(call.field("reader")).filter(text -> !text.isEmpty()).map(text -> text.toLowerCase(java.util.Locale.ROOT));
    return call.office().desks().editorial().planner().preview(new Preview.Wish(newsletter.slug(), reader, false));
  }

  /** The mail itself: by the same path that sends it. */
  void mail(Call call) {
    Newsletter newsletter = call.office().newsletter(call.part("newsletter"));
    Optional<Preview> preview = call.slow().ask("draft " + newsletter.slug() + " mail " + call.field("reader"), FRESH, WORTH_WAITING, () -> preview(call, newsletter));
    if (!(preview.orElse(LATER) instanceof Preview.Mail mail)) {
      Mails.text(call, newsletter.imprint().title() + ": " + preview.orElse(LATER).words());
      return;
    }
    String html = mail.letter().parts().html();
    if (call.part("part").equals("html") && !html.isEmpty()) Mails.html(call, html);
    else if (call.part("part").equals("source")) Mails.text(call, new String(call.office().desks().editorial().composer().compose(mail.sheet(), mail.to()), StandardCharsets.UTF_8));
    else Mails.text(call, mail.letter().parts().text());
  }

  /** As 'tidings test' does: byte for byte what a reader gets; nobody counts as told. */
  void test(Call call) {
    Newsletter newsletter = call.office().newsletter(call.part("newsletter"));
    MailAddress.Parsed parsed = MailAddress.parse(call.field("address"));
    if (!(parsed instanceof MailAddress.Parsed.Good good)) {
      show(call, 422, newsletter, Map.of("wrong", "'" + call.field("address") + "' is no mail address. No mail was sent. Write it as name@example.org.", "reader", call.field("address")));
      return;
    }
    MailAddress to = good.address();
    Preview own = call.office().desks().editorial().planner().preview(new Preview.Wish(newsletter.slug(), Optional.of(to.key()), false));
    Preview shown = own instanceof Preview.Mail ? own : call.office().desks().editorial().planner().preview(new Preview.Wish(newsletter.slug(), Optional.empty(), false));
    if (!(shown instanceof Preview.Mail mail)) {
      show(call, 409, newsletter, Map.of("wrong", newsletter.slug() + ": " + shown.words() + " No mail was sent."));
      return;
    }
    var copy = new Notice.Copy(mail.sheet().edition().orElseThrow(), mail.sheet().language(), mail.to().name(), mail.to().subscription());
    call.office().desks().queue().enqueue(new Notice("test/" + to.key() + "/" + call.now().toEpochMilli(), "test", to.address(), mail.sheet().subject(), mail.sheet().body(), call.now().plus(LIFE), Optional.of(copy)));
    call.office().machine().deliver().run();
    call.done("/next/" + newsletter.slug(), "test mail", "A test of " + newsletter.slug() + " is on its way to " + Masked.address(to.address()) + ". Nobody counts as told.");
  }
}
