-- What feeds and pages are made of, so that only what is new is made again.

ALTER TABLE post ADD COLUMN state TEXT NOT NULL DEFAULT '';  -- of all that its author wrote: another one, another page
ALTER TABLE post ADD COLUMN arrival INTEGER;                 -- in this order posts became public; archives of feeds are cut along it
CREATE INDEX post_by_arrival ON post (arrival);

CREATE TABLE category (slug TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;

-- where a feed's archive documents end: each holds the arrivals after the one before, up to this one
CREATE TABLE feed_archive (
  topic TEXT NOT NULL,
  upper INTEGER NOT NULL,
  PRIMARY KEY (topic, upper)
) WITHOUT ROWID;

UPDATE post_file SET modified = -1;  -- read again, so that states and names are known
