package dev.tidings.report;

import dev.tidings.store.Database;
import dev.tidings.timetable.Cadence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * All that is known of one reader, and what happened to her, newest first.
 *
 * @param suppressed why no mail goes to the address; empty where it may
 */
public record ReaderCard(long id, String address, String name, Optional<String> suppressed, List<Place> places, List<Event> events) {
  private static final int DELIVERIES = 60;

  /** Her place on one newsletter. @param consent as it was recorded, JSON; blank where none was */
  public record Place(String newsletter, String status, Choices choices, String consent, String origins, Instant since) {}

  /** @param paused until when; empty: not at all, or the pause is over */
  public record Choices(String categories, Cadence cadence, String format, long toldUpTo, Optional<Instant> paused) {
    /** In words. */
    public String followed() {
      return categories.equals("*") ? "everything" : categories.replace(",", ", ");
    }
  }

  /** @param what one sentence */
  public record Event(Instant at, String kind, String what) {}

  public static Optional<ReaderCard> of(Database ledger, long id) {
    return ledger.read(sql -> sql.createQuery("SELECT address_key, address, name, created_at FROM subscriber WHERE id = ? AND address_key LIKE '%@%'").bind(0, id)
        .map((row, context) -> card(sql, id, row)).findOne());
  }

  private static ReaderCard card(Handle sql, long id, ResultSet row) throws SQLException {
    String key = row.getString(1);
    var events = new ArrayList<Event>();
    events.add(new Event(Instant.ofEpochMilli(row.getLong(4)), "known", "The address came into the store."));
    sql.createQuery("SELECT reason, origin, at FROM suppression WHERE address_key = ?").bind(0, key)
        .map((one, context) -> new Event(Instant.ofEpochMilli(one.getLong(3)), "suppressed", "No mail from here on: " + one.getString(1) + " (" + one.getString(2) + ").")).forEach(events::add);
    List<Place> places = places(sql, id);
    places.forEach(place -> events.add(new Event(place.since(), "subscribed", place.newsletter() + ": " + place.status() + " since then, by " + place.origins() + ".")));
    events.addAll(deliveries(sql, id));
    events.addAll(returned(sql, id));
    events.sort(Comparator.comparing(Event::at).reversed());
    Optional<String> suppressed = sql.createQuery("SELECT reason || ' (' || origin || ')' FROM suppression WHERE address_key = ?").bind(0, key).mapTo(String.class).findOne();
    return new ReaderCard(id, row.getString(2), row.getString(3), suppressed, places, events);
  }

  private static List<Place> places(Handle sql, long id) {
    return sql.createQuery("SELECT id, newsletter, status, coalesce(ended_why, '') AS why, categories, rhythm, coalesce(send_after, '') AS hour, coalesce((SELECT zone FROM subscriber s WHERE s.id = subscription.subscriber), '') AS zone,"
            + " CASE WHEN status = 'paused' THEN paused_until END AS paused_until, format, cursor, coalesce(consent, '') AS consent, since FROM subscription WHERE subscriber = ? ORDER BY newsletter")
        .bind(0, id).map((row, context) -> {
          List<String> origins = sql.createQuery("SELECT kind || ' ' || name FROM origin WHERE subscription = ? ORDER BY 1").bind(0, row.getLong("id")).mapTo(String.class).list();
          String status = row.getString("status") + (row.getString("why").isEmpty() ? "" : " (" + row.getString("why") + ")");
          long until = row.getLong("paused_until");
          Optional<Instant> paused = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until));
          var cadence = Cadence.parse(row.getString("rhythm"), row.getString("hour"), row.getString("zone"));
          var choices = new Choices(row.getString("categories"), cadence, row.getString("format"), row.getLong("cursor"), paused);
          return new Place(row.getString("newsletter"), status, choices, row.getString("consent"), origins.isEmpty() ? "nobody's list any more" : String.join(", ", origins), Instant.ofEpochMilli(row.getLong("since")));
        }).list();
  }

  private static List<Event> deliveries(Handle sql, long id) {
    return sql.createQuery("SELECT e.newsletter, e.number, d.state, d.at, d.tries, coalesce(d.reply, '') AS reply FROM delivery d JOIN edition e ON e.id = d.edition WHERE d.subscriber = ? ORDER BY d.id DESC LIMIT ?")
        .bind(0, id).bind(1, DELIVERIES).map((row, context) -> {
          String reply = row.getString("reply").isEmpty() ? "" : ": " + row.getString("reply");
          String tries = row.getInt("tries") > 1 ? " after " + row.getInt("tries") + " tries" : "";
          return new Event(Instant.ofEpochMilli(row.getLong("at")), row.getString("state"), "%s/%d %s%s%s".formatted(row.getString("newsletter"), row.getInt("number"), row.getString("state"), tries, reply));
        }).list();
  }

  private static List<Event> returned(Handle sql, long id) {
    return sql.createQuery("SELECT b.at, b.kind, b.class, b.reason, b.effect, coalesce(b.text, '') AS words FROM bounce b JOIN subscription u ON u.id = b.subscription WHERE u.subscriber = ? ORDER BY b.at DESC LIMIT ?")
        .bind(0, id).bind(1, DELIVERIES).map((row, context) -> new Event(Instant.ofEpochMilli(row.getLong("at")), row.getString("kind"),
            "Came back: %s, %s; %s. %s".formatted(row.getString("class"), row.getString("reason"), row.getString("effect"), row.getString("words")))).list();
  }
}
