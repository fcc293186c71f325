package dev.tidings.audience;

import dev.tidings.store.Tx;
import dev.tidings.timetable.Cadence;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** When a reader's mail comes, changed on her word by somebody else: by the admin, or a program. It beats every list. */
public final class Pacing {
  /** @param pausedUntil no mail before; empty: no pause */
  public record Pace(Cadence cadence, Optional<Instant> pausedUntil) {}

  /** Nothing is changed where she is not on the newsletter, or has ended it. */
  public Subscribers.Answer keep(Tx tx, MailAddress address, String newsletter, Pace pace, Instant now) {
    Optional<Long> until = pace.pausedUntil().filter(now::isBefore).map(Instant::toEpochMilli);
    int changed = tx.sql().execute("UPDATE subscription SET rhythm = ?, send_after = nullif(?, ''), status = ?, paused_until = ?, chosen = trim(chosen || CASE WHEN chosen LIKE '%zone%' THEN '' ELSE ' rhythm send_after zone' END)"
            + " WHERE newsletter = ? AND status IN ('active', 'paused') AND subscriber = (SELECT id FROM subscriber WHERE address_key = ?)",
        pace.cadence().rhythm().stored(), pace.cadence().hour().map(LocalTime::toString).orElse(""), until.isPresent() ? "paused" : "active", until.orElse(null), newsletter, address.key());
    if (changed == 0) return new Subscribers.Answer(0, address.address() + " does not get " + newsletter + ". Nothing was changed.");
    tx.sql().execute("UPDATE subscriber SET zone = nullif(?, '') WHERE address_key = ?", pace.cadence().zone().map(ZoneId::getId).orElse(""), address.key());
    return new Subscribers.Answer(changed, address.address() + " gets " + newsletter + " " + pace.cadence().words() + until.map(millis -> ", and no mail before " + Instant.ofEpochMilli(millis)).orElse("") + ".");
  }
}
