package dev.tidings.admin;

import dev.tidings.queue.DeliveryState;
import dev.tidings.report.EditionReport;
import dev.tidings.report.MailList;
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
    List<MailList.Line> lines = MailList.of(desks.ledger(), state, ROWS);
    call.show("queue", "Queue", Map.of("open", open, "lines", lines, "state", state.map(DeliveryState::word).orElse(""), "states", Arrays.stream(DeliveryState.values()).map(DeliveryState::word).toList(),
        "waiting", MailList.waiting(desks.ledger()), "relay", String.valueOf(call.office().machine().sights().health().get().get("relay"))));
  }
}
