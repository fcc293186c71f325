package dev.tidings.report;

import dev.tidings.store.Database;
import java.util.List;
import java.util.Map;

/** What a monitor counts, in Prometheus' text format 0.0.4. Read from the ledger at each request; no address, no subject. */
public final class Metrics {
  private Metrics() {}

  private record Count(String first, String second, long number) {}

  /** @param gauges further ones, by full name */
  public static String text(Database ledger, Map<String, Long> gauges) {
    var out = new StringBuilder();
    family(out, "tidings_deliveries", "Mails of editions by newsletter and state.", List.of("newsletter", "state"), counts(ledger,
        "SELECT e.newsletter, t.state, sum(t.n) FROM delivery_tally t JOIN edition e ON e.id = t.edition WHERE t.n > 0 GROUP BY 1, 2 ORDER BY 1, 2"));
    family(out, "tidings_notices", "Confirmations, links and alarms by state.", List.of("kind", "state"), counts(ledger,
        "SELECT kind, state, count(*) FROM notice GROUP BY 1, 2 ORDER BY 1, 2"));
    family(out, "tidings_subscriptions", "Subscriptions by newsletter and status.", List.of("newsletter", "status"), counts(ledger,
        "SELECT newsletter, status, count(*) FROM subscription GROUP BY 1, 2 ORDER BY 1, 2"));
    family(out, "tidings_editions", "Editions by newsletter.", List.of("newsletter", "state"), counts(ledger,
        "SELECT newsletter, state, count(*) FROM edition GROUP BY 1, 2 ORDER BY 1, 2"));
    gauges.forEach((name, value) -> out.append("# TYPE ").append(name).append(" gauge\n").append(name).append(' ').append(value).append('\n'));
    return out.toString();
  }

  private static List<Count> counts(Database ledger, String query) {
    return ledger.read(sql -> sql.createQuery(query).map((row, context) -> new Count(row.getString(1), row.getString(2), row.getLong(3))).list());
  }

  private static void family(StringBuilder out, String name, String help, List<String> labels, List<Count> counts) {
    out.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ").append(name).append(" gauge\n");
    for (Count count : counts)
      out.append("%s{%s=\"%s\",%s=\"%s\"} %d%n".formatted(name, labels.get(0), escaped(count.first()), labels.get(1), escaped(count.second()), count.number())
          .replace("\r\n", "\n"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
