package dev.tidings.admin;

import dev.tidings.queue.DeliveryState;
import dev.tidings.queue.Steering;
import dev.tidings.report.EditionReport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is still owed. */
final class QueuePage {
  private static final int ROWS = 100;

  void page(Call call) {
    var desks = call.office().desks();
    Optional<DeliveryState> state = Arrays.stream(DeliveryState.values()).filter(one -> one.word().equals(call.field("state"))).findFirst();
    List<EditionRow> open = EditionReport.unsettled(desks.ledger(), ROWS).stream().map(EditionRow::of).toList();
    List<Steering.Line> lines = state.isEmpty() && open.isEmpty() ? List.of() : desks.queue().steering().list(Optional.empty(), state, ROWS);
    call.show("queue", "Queue", Map.of("open", open, "lines", lines, "state", state.map(DeliveryState::word).orElse(""), "states", Arrays.stream(DeliveryState.values()).map(DeliveryState::word).toList(),
        "waiting", desks.queue().waiting(), "relay", String.valueOf(call.office().machine().sights().health().get().get("relay"))));
  }
}
