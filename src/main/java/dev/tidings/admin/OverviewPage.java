package dev.tidings.admin;

import dev.tidings.post.PostProblem;
import dev.tidings.report.EditionReport;
import dev.tidings.report.Returns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How things stand. */
final class OverviewPage {
  private static final int EDITIONS = 5;
  private static final int HELD = 10;

  void page(Call call) {
    var desks = call.office().desks();
    var soon = call.now().plus(Duration.ofDays(1));
    List<TimetablePages.Board> boards = TimetablePages.boards(call, 6).stream()
        .map(board -> new TimetablePages.Board(board.slug(), board.title(), board.paused(), board.zone(), board.words(), board.slots().stream().filter(row -> row.slot().instant().isBefore(soon)).toList())).toList();
    List<PostProblem> held = desks.editorial().posts().problems().stream().filter(problem -> problem.severity() == PostProblem.Severity.ERROR).toList();
    Optional<List<Returns.Standing>> readers = call.slow().ask("readers", Duration.ofMinutes(2), () -> Returns.readers(desks.ledger()));
    Map<String, Long> returns = Returns.since(desks.ledger(), call.now().minus(Duration.ofDays(7)));
    call.show("overview", "Overview", Map.of("boards", boards, "rows", EditionReport.latest(desks.ledger(), Optional.empty(), EDITIONS).stream().map(EditionRow::of).toList(), "held", held.stream().limit(HELD).toList(),
        "heldMore", Math.max(0, held.size() - HELD), "health", call.office().machine().sights().health().get(), "returns", returns, "readers", readers.orElse(List.of()), "counting", readers.isEmpty()));
  }
}
