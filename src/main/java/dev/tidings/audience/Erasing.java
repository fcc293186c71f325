package dev.tidings.audience;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Takes one address out of the store. What was sent stays counted, about nobody. */
record Erasing(Handle sql, String key, String hash) {
  private static final String HERS = "(SELECT id FROM subscriber WHERE address_key = ?)";

  void run(Instant now) {
    sql.execute("DELETE FROM suppression WHERE address_key = ?", key);
    sql.execute("INSERT INTO suppression (address_key, reason, origin, at) VALUES (?, 'forgotten', 'admin', ?) ON CONFLICT (address_key) DO NOTHING",
        hash, now.toEpochMilli());
    sql.execute("UPDATE accepted SET reply = NULL WHERE delivery IN (SELECT id FROM delivery WHERE subscriber = " + HERS + ")", key);
    sql.execute("UPDATE attempt SET reply = NULL WHERE delivery IN (SELECT id FROM delivery WHERE subscriber = " + HERS + ")", key);
    sql.execute("UPDATE bounce SET text = NULL WHERE subscription IN (SELECT id FROM subscription WHERE subscriber = " + HERS + ")", key);
    sql.execute("UPDATE delivery SET reply = NULL, bounce = NULL WHERE subscriber = " + HERS, key);
    sql.execute("DELETE FROM request WHERE address_key = ? OR subscription IN (SELECT id FROM subscription WHERE subscriber = " + HERS + ")", key, key);
    sql.execute("DELETE FROM notice WHERE lower(address) = ?", key);
    sql.execute("DELETE FROM outbox WHERE reader = ?", key);
    sql.execute("UPDATE list_file SET problems = '', modified = -1 WHERE instr(lower(problems), ?) > 0", key);
    sql.execute("DELETE FROM origin WHERE subscription IN (SELECT id FROM subscription WHERE subscriber = " + HERS + ")", key);
    sql.execute("UPDATE subscription SET status = 'ended', ended_why = 'forgotten', consent = NULL WHERE subscriber = " + HERS, key);
    // an address forgotten twice: the older row has the hash already
    String unique = hash + ":" + now.toEpochMilli();
    sql.execute("UPDATE subscriber SET address_key = CASE WHEN EXISTS (SELECT 1 FROM subscriber WHERE address_key = ?) THEN ? ELSE ? END,"
        + " address = 'forgotten', domain = '', name = '', language = NULL, zone = NULL WHERE address_key = ?", hash, unique, hash, key);
  }
}
