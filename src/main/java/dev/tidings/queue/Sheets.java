package dev.tidings.queue;

import dev.tidings.render.Hole;
import dev.tidings.render.MailBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what a claimed mail says. */
final class Sheets {
  private static final Pattern HOLE = Pattern.compile("\\[\\s*(\\d+)\\s*,\\s*\"?(\\w+)\"?\\s*]");

  private Sheets() {}

  static Sheet read(Ledger ledger, Claim claim) throws SQLException {
    return claim.work().notice()
        ? ledger.rows("SELECT subject, language, content_type, transfer_encoding, body, holes, newsletter, number, local FROM notice WHERE id = ?",
            row -> new Sheet(row.getString("newsletter") == null ? Optional.empty() : Optional.of(edition(row)), row.getString("subject"), row.getString("language"), body(row)),
            claim.work().id()).get(0)
        : ledger.rows("""
            SELECT v.subject, v.language, v.content_type, v.transfer_encoding, v.body, v.holes, e.newsletter, e.number, e.local
            FROM variant v JOIN edition e ON e.id = v.edition WHERE v.id = ?""",
            row -> new Sheet(
                Optional.of(edition(row)), row.getString("subject"), row.getString("language"), body(row)), claim.work().variant()).get(0);
  }

  private static Sheet.EditionName edition(ResultSet row) throws SQLException {
    return new Sheet.EditionName(row.getString("newsletter"), row.getLong("number"), row.getString("local"));
  }

  private static MailBody body(ResultSet row) throws SQLException {
    return new MailBody(row.getString("content_type"), row.getString("transfer_encoding"), row.getBytes("body"),
        holes(row.getString("holes")));
  }

  static String written(List<Hole> holes) {
    return holes.stream().map(hole -> "[" + hole.offset() + ",\"" + hole.kind() + "\"]").collect(Collectors.joining(",", "[", "]"));
  }

  /** {@code [[120,"UNSUBSCRIBE"],[480,"PREFERENCES"]]} */
  private static List<Hole> holes(String json) {
    var holes = new ArrayList<Hole>();
    Matcher hole = HOLE.matcher(json);
    while (hole.find()) holes.add(new Hole(Integer.parseInt(hole.group(1)), Hole.Kind.valueOf(hole.group(2))));
    return holes;
  }
}
