-- How many mails a relay has been given on a day, for relays with a daily quota. Counted when claimed, taken back when not accepted.
CREATE TABLE relay_day (
  relay TEXT NOT NULL,
  day   TEXT NOT NULL,                    -- UTC, 2026-01-31
  taken INTEGER NOT NULL,
  PRIMARY KEY (relay, day)
) WITHOUT ROWID;
