package dev.tidings.admin;

import dev.tidings.queue.DeliveryState;
import dev.tidings.report.EditionReport;
import java.util.List;

/**
 * An edition with its account.
 *
 * @param standing what may be done: over, open, paused or cancelled
 */
public record EditionRow(EditionReport.Row report, String standing, long owed, long sent, long lost) {
  static EditionRow of(EditionReport.Row report) {
    long owed = report.of(DeliveryState.QUEUED) + report.of(DeliveryState.SENDING) + report.of(DeliveryState.DEFERRED);
    long lost = report.of(DeliveryState.FAILED) + report.of(DeliveryState.EXPIRED);
    String standing = report.name().state().equals("open") && owed == 0 ? "over" : report.name().state();
    return new EditionRow(report, standing, owed, report.of(DeliveryState.SENT), lost);
  }

  public String name() {
    return report.name().newsletter() + "/" + report.name().number();
  }

  public String mark() {
    return switch (standing) {
      case "over" -> lost > 0 ? "◐" : "●";
      case "paused" -> "‖";
      case "cancelled" -> "×";
      default -> "◔";
    };
  }

  /** Whether sending again would reach somebody, or reach somebody sooner. */
  public boolean retriable() {
    return lost + report.of(DeliveryState.DEFERRED) > 0;
  }

  /** Each state with its number; those with none are left out. */
  public List<Count> counts() {
    return report.counts().entrySet().stream().filter(count -> count.getValue() > 0).map(count -> new Count(count.getKey().word(), count.getValue())).toList();
  }

  public record Count(String word, long many) {}
}
