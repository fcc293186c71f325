package dev.tidings.api;

import dev.tidings.api.Operation.Answer;
import dev.tidings.audience.Joining;
import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Subscribers;
import dev.tidings.report.EditionReport;
import dev.tidings.report.Returns;
import dev.tidings.run.Morning;
import dev.tidings.staff.ApiKeys.Scope;
import dev.tidings.timetable.Cadence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is, each a call to a desk. */
final class Operations {
  private Operations() {}

  static List<Operation> all() {
    return List.of(
        new Operation(true, "/subscriptions", Scope.SUBSCRIBE, Operations::subscribe),
        new Operation(true, "/subscriptions/rhythm", Scope.SUBSCRIBE, Operations::rhythm),
        new Operation(true, "/subscriptions/end", Scope.END, Operations::end),
        new Operation(true, "/suppressions", Scope.SUPPRESS, Operations::suppress),
        new Operation(false, "/editions", Scope.EDITIONS, Operations::editions),
        new Operation(false, "/editions/{newsletter}/{number}", Scope.EDITIONS, Operations::edition),
        new Operation(true, "/runs", Scope.RUN, Operations::run),
        new Operation(false, "/events", Scope.EVENTS, Operations::events));
  }

  /** With her consent she is in at once; without it she gets a mail to confirm. The same answer whether she is known. */
  private static Answer subscribe(Asked asked) {
    MailAddress address = asked.address();
    String newsletter = asked.newsletter().slug();
    String consent = asked.text("consent");
    if (consent.isEmpty()) {
      asked.desks().readers().own().join(new Joining.Wish(address, List.of(new Joining.Choice(newsletter, "*")), "by the program '" + asked.key().name() + "'", asked.requester()));
      return new Answer(202, Map.of("outcome", "confirmation", "sentence", "If the address may be mailed, it gets a mail with a link to confirm."));
    }
    Subscribers.Answer answer = asked.desks().readers().book().add(address, List.of(newsletter), consent, asked.key().name());
    return Answer.ok(Map.of("outcome", "subscribed", "sentence", answer.sentence()));
  }

  /** What is not said is as for most: each edition, as soon as it is out, on the newsletter's clock, without a pause. */
  private static Answer rhythm(Asked asked) {
    Cadence cadence = asked.cadence();
    asked.newsletter().bounds().leeway().objection(cadence).ifPresent(why -> {
      throw Wrong.field("rhythm", asked.newsletter().slug() + ": " + why + ". Nothing was changed.");
    });
    Subscribers.Answer answer = asked.desks().readers().book().pace(asked.address(), asked.newsletter(), cadence, asked.date("paused_until"));
    return Answer.ok(Map.of("outcome", answer.changed() > 0 ? "changed" : "unchanged", "changed", answer.changed(), "sentence", answer.sentence()));
  }

  private static Answer end(Asked asked) {
    Subscribers.Answer answer = asked.desks().readers().book().end(asked.address(), asked.newsletterIfNamed());
    return Answer.ok(Map.of("outcome", "ended", "changed", answer.changed(), "sentence", answer.sentence()));
  }

  private static Answer suppress(Asked asked) {
    Subscribers.Answer answer = asked.desks().readers().book().suppress(asked.address(), "key " + asked.key().name());
    return Answer.ok(Map.of("outcome", "suppressed", "changed", answer.changed(), "sentence", answer.sentence()));
  }

  private static Answer editions(Asked asked) {
    int limit = asked.limit();
    Optional<String> newsletter = Optional.of(asked.query("newsletter")).filter(slug -> !slug.isEmpty());
    List<EditionReport.Row> rows = EditionReport.before(asked.desks().ledger(), asked.number("before", Long.MAX_VALUE), newsletter, limit);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("editions", rows.stream().map(Operations::json).toList());
    if (rows.size() == limit) page.put("next", rows.get(limit - 1).name().id());
    return Answer.ok(page);
  }

  private static Answer edition(Asked asked) {
    String number = asked.context().pathParam("number");
    String newsletter = asked.context().pathParam("newsletter");
    return Optional.of(number).filter(text -> text.matches("\\d{1,9}")).flatMap(text -> EditionReport.of(asked.desks().ledger(), newsletter, Integer.parseInt(text)))
        .map(row -> Answer.ok(json(row))).orElseThrow(() -> new Wrong(404, "There is no such edition", "No edition is called " + newsletter + "/" + number + "."));
  }

  private static Map<String, Object> json(EditionReport.Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", row.name().id());
    json.put("newsletter", row.name().newsletter());
    json.put("number", row.name().number());
    json.put("slot", row.name().slot());
    json.put("zone", row.name().zone());
    json.put("subject", row.subject());
    json.put("stories", row.stories());
    json.put("state", row.name().state());
    Map<String, Object> account = new LinkedHashMap<>();
    account.put("planned", row.planned());
    row.counts().forEach((state, many) -> account.put(state.word(), many));
    json.put("account", account);
    return json;
  }

  private static Answer run(Asked asked) {
    String slug = asked.newsletter().slug();
    Morning morning = asked.desks().publish().apply(slug).orElseThrow(() -> new Wrong(409, "Somebody else publishes", "Another process publishes at this moment. Nothing was changed; try again in a minute."));
    List<EditionReport.Row> rows = EditionReport.among(asked.desks().ledger(), morning.editions());
    String reason = morning.skipped().stream().filter(one -> one.slot().newsletter().equals(slug)).map(Morning.Skipped::reason).findFirst().orElse("");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("editions", rows.stream().map(Operations::json).toList());
    if (rows.isEmpty()) json.put("reason", reason.isEmpty() ? "nothing-new" : reason);
    return Answer.ok(json);
  }

  /** What came back, oldest first. */
  private static Answer events(Asked asked) {
    int limit = asked.limit();
    long after = asked.number("after", 0);
    List<Returns.Row> rows = Returns.after(asked.desks().ledger(), after, limit);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("events", rows.stream().map(Operations::json).toList());
    page.put("next", rows.isEmpty() ? after : rows.get(rows.size() - 1).id());
    return Answer.ok(page);
  }

  private static Map<String, Object> json(Returns.Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", row.id());
    json.put("at", row.at().toString());
    json.put("kind", row.verdict().kind());
    json.put("class", row.verdict().type());
    json.put("reason", row.verdict().reason());
    json.put("effect", row.verdict().effect());
    if (!row.address().isEmpty()) json.put("email", row.address());
    return json;
  }
}
