package dev.tidings.admin;

import dev.tidings.archive.Archive;
import dev.tidings.archive.StoredVariant;
import dev.tidings.queue.Steering;
import dev.tidings.report.EditionDetail;
import dev.tidings.report.EditionReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongBiFunction;

/** What was published, how it went, and what may still be done about it. */
final class EditionPages {
  private static final int ROWS = 50;
  private static final int MISSING = 50;
  private final Archive archive = new Archive();

  void list(Call call) {
    String newsletter = call.field("newsletter");
    List<EditionRow> rows = EditionReport.before(call.office().desks().ledger(), call.number("before", Long.MAX_VALUE), Optional.of(newsletter).filter(slug -> !slug.isEmpty()), ROWS).stream().map(EditionRow::of).toList();
    call.show("editions", "Editions", Map.of("rows", rows, "newsletter", newsletter, "newsletters", call.office().newsletters(), "older", rows.size() == ROWS ? rows.get(ROWS - 1).report().name().id() : 0));
  }

  private static EditionReport.Row row(Call call, String newsletter, String number) {
    return Optional.of(number).filter(text -> text.matches("\\d{1,9}")).flatMap(text -> EditionReport.of(call.office().desks().ledger(), newsletter, Integer.parseInt(text)))
        .orElseThrow(() -> NotDone.unknown("There is no edition " + newsletter + "/" + number + ". The list of editions shows those there are."));
  }

  private static EditionReport.Row row(Call call) {
    return row(call, call.part("newsletter"), call.part("number"));
  }

  /** The numbers that take long. */
  public record Detail(List<EditionDetail.Domain> domains, List<EditionDetail.Reply> replies, List<EditionDetail.Minute> pace) {}

  void page(Call call) {
    show(call, 200, row(call), "");
  }

  private void show(Call call, int status, EditionReport.Row report, String wrong) {
    var ledger = call.office().desks().ledger();
    long id = report.name().id();
    EditionRow row = EditionRow.of(report);
    Duration fresh = row.owed() == 0 ? Duration.ofHours(1) : Duration.ofSeconds(30);
    Optional<Detail> detail = call.slow().ask("edition " + id, fresh, () -> new Detail(EditionDetail.domains(ledger, id), EditionDetail.replies(ledger, id), EditionDetail.pace(ledger, id)));
    List<EditionDetail.Minute> pace = detail.map(Detail::pace).orElse(List.of());
    List<Bars.Value> values = pace.stream().map(minute -> new Bars.Value(call.times().brief(minute.from()), minute.sent())).toList();
    call.show(status, "edition", row.name(), Map.of("row", row, "missing", EditionDetail.missing(ledger, id, MISSING), "detail", detail.orElse(new Detail(List.of(), List.of(), List.of())), "counting", detail.isEmpty(),
        "bars", Bars.of("Mails accepted by the relay, by the minute", values), "wrong", wrong));
  }

  /** The very bytes that were frozen: in a frame that runs no script. */
  void frozen(Call call) {
    StoredVariant variant = fullest(call);
    String html = variant.letter().parts().html();
    if (call.part("part").equals("html") && !html.isEmpty()) Mails.html(call, html);
    else if (call.part("part").equals("source")) Mails.text(call, new String(variant.letter().body().bytes(), java.nio.charset.StandardCharsets.UTF_8));
    else Mails.text(call, variant.letter().parts().text());
  }

  private StoredVariant fullest(Call call) {
    long id = row(call).name().id();
    return call.office().desks().ledger().read(sql -> archive.fullest(sql, id)).orElseThrow(() -> NotDone.unknown("This edition's mail is not kept."));
  }

  /** Asks before readers lose a mail. */
  void askCancel(Call call) {
    EditionRow row = EditionRow.of(row(call));
    call.show("confirm", "Cancel " + row.name(), Map.of("sentences", List.of(Words.count(row.owed(), "reader") + " will not get this edition; its posts come to them with the next one.", "What is sent stays sent. A cancelled edition cannot be resumed."),
        "action", "/queue/end", "fields", Map.of("edition", row.name(), "act", "cancel", "seen", row.standing()), "label", "Cancel " + row.name(), "back", "/editions/" + row.name()));
  }

  /** Whoever edits may hold an edition's mail back for a while. */
  void steer(Call call) {
    settle(call, (row, act) -> switch (act) {
      case "pause" -> said(call, row, Steering::pause, "%s is paused: %s wait. Its life goes on ending; resume it in time.");
      case "resume" -> said(call, row, Steering::resume, "%s goes on: %s are owed.");
      default -> throw unknown();
    });
  }

  /** What readers get twice, or not at all, is an owner's word. */
  void end(Call call) {
    settle(call, (row, act) -> switch (act) {
      case "retry" -> said(call, row, Steering::retry, "%s: %s are due now.");
      case "cancel" -> said(call, row, Steering::cancel, "%s is cancelled: %s will not go out, and its posts come to those readers with the next one.");
      default -> throw unknown();
    });
  }

  private static NotDone unknown() {
    return new NotDone(400, "That is no way to steer an edition", "Nothing was changed. Use the buttons.");
  }

  /** Only where the edition is still as whoever decides saw it. */
  private void settle(Call call, BiFunction<EditionRow, String, String> hand) {
    String name = call.field("edition");
    int slash = Math.max(name.lastIndexOf('/'), 0);
    EditionReport.Row report = row(call, name.substring(0, slash), name.substring(Math.min(slash + 1, name.length())));
    EditionRow row = EditionRow.of(report);
    if (!row.standing().equals(call.field("seen"))) {
      show(call, 409, report, "%s is %s by now; it was %s when you looked. Nothing was changed. Decide again.".formatted(row.name(), row.standing(), call.field("seen")));
      return;
    }
    try {
      String sentence = hand.apply(row, call.field("act"));
      call.office().machine().deliver().run();
      call.slow().forget("edition " + report.name().id());
      call.done(call.field("back").equals("queue") ? "/queue" : "/editions/" + row.name(), "edition " + call.field("act"), sentence);
    } catch (IllegalArgumentException e) {
      show(call, 409, report, String.valueOf(e.getMessage()));
    }
  }

  private static String said(Call call, EditionRow row, ToLongBiFunction<Steering, Long> hand, String words) {
    long many = hand.applyAsLong(call.office().desks().queue().steering(), row.report().name().id());
    return words.formatted(row.name(), Words.count(many, "mail"));
  }
}
