package dev.tidings.admin;

import dev.tidings.staff.AuditLog;
import java.util.List;
import java.util.Map;

/** Who did what, and when. */
final class LogPage {
  private static final int ROWS = 100;

  void page(Call call) {
    String by = call.field("by");
    List<AuditLog.Entry> entries = call.office().staff().log().latest(call.number("before", Long.MAX_VALUE), by, ROWS);
    long older = entries.size() == ROWS ? entries.get(ROWS - 1).id() : 0;
    call.show("log", "Log", Map.of("entries", entries, "by", by, "older", older));
  }
}
