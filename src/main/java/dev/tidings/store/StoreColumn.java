package dev.tidings.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * A column of a table, asked of the store itself, and its values as text: numbers as digits, moments as ISO 8601, nothing as
 * blank. A column that a later version adds is there without anybody naming it.
 *
 * @param nullable whether blank stands for nothing rather than for an empty text
 */
public record StoreColumn(String name, Kind kind, boolean nullable) {
  public enum Kind { TEXT, NUMBER, TIME, OCTETS }

  private static final Set<String> TIMES = Set.of("at", "since", "first_seen", "considered", "paused_until");

  /** In the order of the table. */
  public static List<StoreColumn> of(Handle sql, String table) {
    try (Statement statement = sql.getConnection().createStatement(); ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
      ResultSetMetaData shape = none.getMetaData();
      var columns = new ArrayList<StoreColumn>();
      for (int i = 1; i <= shape.getColumnCount(); i++)
        columns.add(new StoreColumn(shape.getColumnName(i), kind(shape.getColumnName(i), shape.getColumnType(i)), shape.isNullable(i) != ResultSetMetaData.columnNoNulls));
      return List.copyOf(columns);
    } catch (SQLException e) {
      throw new StoreException("The table %s cannot be read (%s). Nothing was changed.".formatted(table, e.getMessage()), e);
    }
  }

  private static Kind kind(String name, int type) {
    return switch (type) {
      case Types.INTEGER, Types.BIGINT, Types.SMALLINT -> TIMES.contains(name) || name.endsWith("_at") ? Kind.TIME : Kind.NUMBER;
      case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> Kind.OCTETS;
      default -> Kind.TEXT;
    };
  }

  /** The value at that place of a row. */
  public String written(ResultSet row, int place) throws SQLException {
    String text = row.getString(place);
    if (text == null) return "";
    return kind == Kind.TIME ? Instant.ofEpochMilli(row.getLong(place)).toString() : text;
  }

  /**
   * The value that the text stands for; empty for nothing.
   *
   * @throws IllegalArgumentException for a text that is no such value; the message is the reason
   */
  public Optional<Object> value(String text) {
    if (text.isEmpty() && (nullable || kind != Kind.TEXT)) {
      if (!nullable) throw new IllegalArgumentException("'" + name + "' is blank");
      return Optional.empty();
    }
    return Optional.of(switch (kind) {
      case TEXT -> text.replace("\0", "");
      case NUMBER -> number(text);
      case TIME -> millis(text);
      case OCTETS -> throw new IllegalArgumentException("'" + name + "' does not travel as text");
    });
  }

  /** The same into a statement. */
  public void bind(PreparedStatement row, int place, String text) throws SQLException {
    Optional<Object> value = value(text);
    if (value.isPresent()) row.setObject(place, value.get());
    else row.setNull(place, kind == Kind.TEXT ? Types.VARCHAR : Types.BIGINT);
  }

  private Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + name + "' is no whole number: '" + text + "'", e);
    }
  }

  private Long millis(String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("'" + name + "' is no moment such as 2026-01-31T07:00:00Z: '" + text + "'", e);
    }
  }
}
