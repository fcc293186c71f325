package dev.tidings.admin;

import dev.tidings.config.Effective;
import dev.tidings.doctor.Finding;
import dev.tidings.post.PostProblem;
import dev.tidings.report.Returns;
import dev.tidings.shelf.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Posts, what came back, the doctor's findings and the configuration: looked at here, changed in files. */
final class HousePages {
  private static final int ROWS = 50;

  void posts(Call call) {
    var desk = call.office().desks().editorial().posts();
    List<PostProblem> problems = desk.problems().stream().filter(problem -> problem.severity() != PostProblem.Severity.NOTE).toList();
    call.show("posts", "Posts", Map.of("posts", desk.told(call.field("q")), "q", call.field("q"), "problems", problems, "waiting", desk.waiting()));
  }

  void release(Call call) {
    decide(call, true);
  }

  void never(Call call) {
    decide(call, false);
  }

  /** All that wait, where no post is named. */
  private static void decide(Call call, boolean release) {
    var desk = call.office().desks().editorial().posts();
    String key = call.field("post");
    List<Entry> named = key.isEmpty() ? List.of() : desk.find(key).stream().filter(entry -> entry.key().value().equals(key)).toList();
    if (!key.isEmpty() && named.isEmpty()) throw new NotDone(409, "That post is gone", "Nothing was changed.");
    int many = key.isEmpty() ? desk.decideWaiting(release) : desk.decide(named, release);
    String what = named.isEmpty() ? Words.count(many, "post") : "'" + named.get(0).title() + "'";
    call.done("/posts", release ? "post release" : "post never", what + (release ? " will be told with the next editions." : " will be told to nobody; feeds and pages keep it."));
  }

  void bounces(Call call) {
    String type = call.field("class");
    var ledger = call.office().desks().ledger();
    List<Returns.Row> rows = Returns.before(ledger, call.number("before", Long.MAX_VALUE), type, ROWS);
    call.show("bounces", "Bounces", Map.of("rows", rows, "type", type, "week", Returns.since(ledger, call.now().minus(Duration.ofDays(7))), "month", Returns.since(ledger, call.now().minus(Duration.ofDays(30))),
        "older", rows.size() == ROWS ? rows.get(ROWS - 1).id() : 0, "boxes", call.office().machine().settings().bounce().boxes().size(), "hooks", call.base() + "hooks/"));
  }

  void feeds(Call call) {
    call.show("feeds", "Feeds", Map.of("readers", call.office().machine().sights().feedReaders().get(), "site", call.base()));
  }

  /** Looked at beside the page, for DNS and relays take their time. */
  void doctor(Call call) {
    Optional<List<Finding>> findings = call.slow().ask("doctor", Duration.ofMinutes(10), () -> call.office().machine().sights().examine().get());
    call.show("doctor", "Doctor", Map.of("findings", findings.orElse(List.of()), "counting", findings.isEmpty()));
  }

  void settings(Call call) {
    call.show("settings", "Settings", Map.of("values", Effective.of(call.office().machine().settings().house(), System.getenv()), "warnings", call.office().machine().settings().warnings()));
  }
}
