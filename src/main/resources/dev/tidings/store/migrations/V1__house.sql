-- Times are milliseconds since the epoch (UTC) unless a column says otherwise. Local times are ISO text to the minute.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- post ------------------------------------------------------------------------------------------------------------

CREATE TABLE post (
  key         TEXT PRIMARY KEY,
  path        TEXT NOT NULL,              -- where it was last seen, relative to its folder
  present     INTEGER NOT NULL,           -- 1 while a file holds it
  digest      TEXT NOT NULL,              -- of title and body; equal for the same story twice
  title       TEXT NOT NULL,
  categories  TEXT NOT NULL,              -- slugs, a comma between and around: ',city,court,'
  dated_at    INTEGER NOT NULL,
  modified_at INTEGER,                    -- last_modified_at, or the correction's time
  first_seen  INTEGER NOT NULL,
  feed_id     TEXT NOT NULL UNIQUE,
  page        TEXT NOT NULL UNIQUE,       -- below the site
  word        TEXT NOT NULL DEFAULT 'listed', -- listed | waiting (an archive at once) | never
  state       TEXT NOT NULL DEFAULT '',   -- of all that its author wrote: another one, another page
  arrival     INTEGER                     -- in this order posts became public; archives of feeds are cut along it
);
CREATE INDEX post_by_arrival ON post (arrival);

CREATE TABLE category (slug TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;

-- where a feed's archive documents end: each holds the arrivals after the one before, up to this one
CREATE TABLE feed_archive (
  topic TEXT NOT NULL,
  upper INTEGER NOT NULL,
  PRIMARY KEY (topic, upper)
) WITHOUT ROWID;
CREATE INDEX post_by_date ON post (dated_at);

-- id, path, digest, title with date, title with source_url: whatever a post may be recognised by
CREATE TABLE post_alias (
  kind  TEXT NOT NULL,
  value TEXT NOT NULL,
  post  TEXT NOT NULL REFERENCES post (key),
  PRIMARY KEY (kind, value, post)
) WITHOUT ROWID;
CREATE INDEX post_alias_by_post ON post_alias (post);

-- what the folder looked like when it was last read, so that an unchanged file is not read again
CREATE TABLE post_file (
  path     TEXT PRIMARY KEY,
  size     INTEGER NOT NULL,
  modified INTEGER NOT NULL,              -- nanoseconds; -1: read again whatever the folder says
  kind     TEXT NOT NULL,                 -- post | held | draft | page
  post     TEXT,                          -- its key, for a post
  problems TEXT NOT NULL                  -- one a line: line number, severity, message, a TAB between
) WITHOUT ROWID;

-- newsletter ------------------------------------------------------------------------------------------------------

CREATE TABLE newsletter (
  slug       TEXT PRIMARY KEY,
  first_seen INTEGER NOT NULL,            -- slots before this were not missed
  considered INTEGER NOT NULL,            -- slots up to this moment have been decided, or wait (slot_wish)
  paused_at  INTEGER                      -- no slot brings an edition until it is resumed
) WITHOUT ROWID;

CREATE TABLE shelf (
  newsletter     TEXT NOT NULL,
  number         INTEGER NOT NULL,
  post           TEXT NOT NULL REFERENCES post (key),
  postponed_from INTEGER,
  dropped        INTEGER NOT NULL DEFAULT 0,  -- told to nobody
  PRIMARY KEY (newsletter, number)
) WITHOUT ROWID;
CREATE INDEX shelf_by_post ON shelf (post);

CREATE TABLE slot_wish (
  newsletter TEXT NOT NULL,
  local      TEXT NOT NULL,
  zone       TEXT NOT NULL,
  kind       TEXT NOT NULL,               -- hold | release | skip: the admin's last word; waits: it has passed, and is held
  value      TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (newsletter, local, zone, kind, value)
);

-- slots that brought no edition, and why
CREATE TABLE slot_skipped (
  newsletter TEXT NOT NULL,
  local      TEXT NOT NULL,
  zone       TEXT NOT NULL,
  reason     TEXT NOT NULL,               -- nothing-new | too-few | missed | skipped | paused | overtaken
  at         INTEGER NOT NULL,
  PRIMARY KEY (newsletter, local, zone)
);

-- edition ---------------------------------------------------------------------------------------------------------

CREATE TABLE edition (
  id           INTEGER PRIMARY KEY,
  newsletter   TEXT NOT NULL,
  number       INTEGER NOT NULL,
  local        TEXT NOT NULL,
  zone         TEXT NOT NULL,
  upper        INTEGER NOT NULL,          -- the last number told
  subject      TEXT NOT NULL,             -- of the variant for a reader who follows everything
  language     TEXT NOT NULL,
  corrects     INTEGER REFERENCES edition (id),
  published_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,          -- when its deliveries give up
  closed_at    INTEGER,                   -- nothing owed any more; the account is final
  state        TEXT NOT NULL DEFAULT 'open',  -- open | paused | cancelled
  stories      INTEGER NOT NULL,
  planned      INTEGER NOT NULL,
  account      TEXT,                      -- JSON, final counts by state, kept when deliveries are gone
  UNIQUE (newsletter, number),
  UNIQUE (newsletter, local, zone)
);

CREATE TABLE edition_post (
  edition  INTEGER NOT NULL REFERENCES edition (id),
  position INTEGER NOT NULL,              -- 0 is the lead
  number   INTEGER NOT NULL,
  post     TEXT NOT NULL,
  place    TEXT NOT NULL,                 -- lead | section | brief | more | dropped
  title    TEXT NOT NULL,
  PRIMARY KEY (edition, position)
) WITHOUT ROWID;
CREATE INDEX edition_post_by_post ON edition_post (post);

CREATE TABLE variant (
  id                INTEGER PRIMARY KEY,
  edition           INTEGER NOT NULL REFERENCES edition (id),
  posts_digest      TEXT NOT NULL,
  format            TEXT NOT NULL,
  language          TEXT NOT NULL,
  subject           TEXT NOT NULL,
  html              TEXT NOT NULL,
  text              TEXT NOT NULL,
  content_type      TEXT NOT NULL,
  transfer_encoding TEXT NOT NULL,
  body              BLOB NOT NULL,
  holes             TEXT NOT NULL,        -- "offset kind", a comma between
  UNIQUE (edition, posts_digest, format, language)
);

-- what the site's search finds; only a server keeps it up
CREATE VIRTUAL TABLE search USING fts5(title, text, url UNINDEXED, day UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE search_entry (
  thing TEXT PRIMARY KEY,                 -- post/KEY or edition/ID
  state TEXT NOT NULL,                    -- another one: to be read again
  entry INTEGER NOT NULL                  -- its row in search
) WITHOUT ROWID;

-- audience --------------------------------------------------------------------------------------------------------

CREATE TABLE subscriber (
  id          INTEGER PRIMARY KEY,
  address_key TEXT NOT NULL UNIQUE,       -- lower case, A-label
  address     TEXT NOT NULL,              -- as mail is sent to it
  domain      TEXT NOT NULL,              -- A-label; recipients are interleaved by it
  name        TEXT NOT NULL DEFAULT '',
  language    TEXT,
  zone        TEXT,
  created_at  INTEGER NOT NULL
);

CREATE TABLE subscription (
  id           INTEGER PRIMARY KEY,
  subscriber   INTEGER NOT NULL REFERENCES subscriber (id),
  newsletter   TEXT NOT NULL,
  status       TEXT NOT NULL,             -- active | pending | paused | ended
  ended_why    TEXT,                      -- left | removed | bounced | complained | forgotten | admin
  rhythm       TEXT NOT NULL DEFAULT 'each',   -- each | daily HH:MM | weekly MON | monthly D
  categories   TEXT NOT NULL DEFAULT '*', -- '*' or slugs, sorted, a comma between
  format       TEXT NOT NULL DEFAULT 'HTML',
  language     TEXT,
  send_after   TEXT,                      -- an own later hour, HH:MM
  cursor       INTEGER NOT NULL,          -- number of the last post told
  chosen       TEXT NOT NULL DEFAULT '',  -- fields the reader chose: they beat the file
  paused_until INTEGER,
  since        INTEGER NOT NULL,
  consent      TEXT,                      -- JSON: time, address, wording, both steps
  UNIQUE (subscriber, newsletter)
);
CREATE INDEX subscription_due ON subscription (newsletter, status);

-- what somebody asked for on the site and a mail must confirm; forgotten after seven days
CREATE TABLE request (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- in links: never given out twice
  kind         TEXT NOT NULL,             -- join | link | move | left
  address_key  TEXT NOT NULL,
  address      TEXT NOT NULL,
  subscription INTEGER,                   -- whose link asked for it
  choices      TEXT NOT NULL DEFAULT '',  -- join: newsletter and categories, one a line
  wording      TEXT NOT NULL DEFAULT '',  -- shown when it was asked for
  requester    TEXT NOT NULL DEFAULT '',  -- the network address it came from
  steps        INTEGER NOT NULL DEFAULT 0,  -- move: 1 the old address agreed, 2 the new one, 3 both
  asked_at     INTEGER NOT NULL,
  done_at      INTEGER
);
CREATE INDEX request_by_address ON request (address_key, kind, asked_at);

CREATE TABLE origin (
  subscription INTEGER NOT NULL REFERENCES subscription (id),
  kind         TEXT NOT NULL,             -- file | web | import | admin | api
  name         TEXT NOT NULL,
  seen         INTEGER NOT NULL DEFAULT 0,  -- the file reading that saw it last
  PRIMARY KEY (subscription, kind, name)
) WITHOUT ROWID;
CREATE INDEX origin_by_name ON origin (kind, name);

CREATE TABLE list_file (
  name       TEXT NOT NULL,
  newsletter TEXT NOT NULL,
  digest     TEXT NOT NULL,
  size       INTEGER NOT NULL,
  modified   INTEGER NOT NULL,
  rows       INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  kept_out   INTEGER NOT NULL DEFAULT 0,  -- rows of readers who stay out by their own word
  problems   TEXT NOT NULL,               -- one a line, said again while the file is unchanged
  PRIMARY KEY (name, newsletter)
) WITHOUT ROWID;

-- rows whose address could not be read, so that one that breaks later is told from one that always was
CREATE TABLE list_broken (
  newsletter   TEXT NOT NULL,
  name         TEXT NOT NULL,
  digest       INTEGER NOT NULL,          -- of the row's text
  subscription INTEGER NOT NULL,          -- for whom it stands since it broke, 0 = for nobody
  PRIMARY KEY (newsletter, name, digest)
) WITHOUT ROWID;

CREATE TABLE suppression (
  address_key TEXT PRIMARY KEY,           -- or the keyed hash of a forgotten one
  reason      TEXT NOT NULL,              -- hard-bounce | complaint | admin | forgotten | import
  origin      TEXT NOT NULL,
  at          INTEGER NOT NULL
) WITHOUT ROWID;

-- queue -----------------------------------------------------------------------------------------------------------

CREATE TABLE delivery (
  id           INTEGER PRIMARY KEY,
  edition      INTEGER NOT NULL REFERENCES edition (id),
  variant      INTEGER NOT NULL,
  subscriber   INTEGER NOT NULL,
  subscription INTEGER NOT NULL,
  since        INTEGER NOT NULL,          -- the cursor it came from, given back if it expires
  state        TEXT NOT NULL,             -- queued | sending | sent | deferred | failed | expired | suppressed | cancelled
  due_at       INTEGER NOT NULL,
  not_before   INTEGER,                   -- the reader's own later hour
  tries        INTEGER NOT NULL DEFAULT 0,
  claimed_by   TEXT,
  lease_until  INTEGER,                   -- real time, not the turned clock
  token        INTEGER NOT NULL DEFAULT 0,  -- fencing: the number of the batch it was claimed in
  place        INTEGER,                   -- in that batch; mails of a batch are begun in this order
  first_try_at INTEGER,                   -- the Date of the mail, on every try
  code         INTEGER,
  enhanced     TEXT,
  reply        TEXT,
  at           INTEGER NOT NULL,          -- when the state was reached
  possible_duplicate INTEGER NOT NULL DEFAULT 0,
  bounce       TEXT,                      -- what came back after sent
  UNIQUE (edition, subscriber)
);
CREATE INDEX delivery_due ON delivery (edition, due_at, id) WHERE state IN ('queued', 'deferred');
CREATE INDEX delivery_claimed ON delivery (claimed_by, token, place) WHERE state = 'sending';
CREATE INDEX delivery_by_subscriber ON delivery (subscriber);
CREATE INDEX delivery_by_state ON delivery (edition, state, id) WHERE state NOT IN ('queued', 'sending', 'sent');
CREATE INDEX delivery_doubtful ON delivery (edition) WHERE possible_duplicate = 1;

-- How many deliveries of an edition are in each state, so that an account of a million is read at once. Kept by the database
-- itself with every change but two: claims (to sending) and what relays accepted (sending to sent) are counted by the batch.
CREATE TABLE delivery_tally (
  edition INTEGER NOT NULL,
  state   TEXT NOT NULL,
  n       INTEGER NOT NULL,
  PRIMARY KEY (edition, state)
) WITHOUT ROWID;

CREATE TRIGGER delivery_counted AFTER INSERT ON delivery BEGIN
  INSERT INTO delivery_tally VALUES (NEW.edition, NEW.state, 1) ON CONFLICT (edition, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON delivery
WHEN NEW.state <> OLD.state AND NEW.state <> 'sending' AND NOT (NEW.state = 'sent' AND OLD.state = 'sending') BEGIN
  UPDATE delivery_tally SET n = n - 1 WHERE edition = OLD.edition AND state = OLD.state;
  INSERT INTO delivery_tally VALUES (NEW.edition, NEW.state, 1) ON CONFLICT (edition, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_gone AFTER DELETE ON delivery BEGIN
  UPDATE delivery_tally SET n = n - 1 WHERE edition = OLD.edition AND state = OLD.state;
END;

CREATE TABLE notice (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL,               -- confirmation | link | alarm | test
  address    TEXT NOT NULL,
  subject    TEXT NOT NULL,
  content_type      TEXT NOT NULL,
  transfer_encoding TEXT NOT NULL,
  body       BLOB NOT NULL,
  state      TEXT NOT NULL,
  due_at     INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  tries      INTEGER NOT NULL DEFAULT 0,
  claimed_by TEXT,
  lease_until INTEGER,
  token      INTEGER NOT NULL DEFAULT 0,
  place      INTEGER,
  first_try_at INTEGER,
  code       INTEGER,
  enhanced   TEXT,
  reply      TEXT,
  at         INTEGER NOT NULL,
  possible_duplicate INTEGER NOT NULL DEFAULT 0,
  -- of a copy of an edition's mail (a test), what makes it the same bytes
  newsletter TEXT,
  number     INTEGER,
  local      TEXT,
  language   TEXT NOT NULL DEFAULT '',
  holes      TEXT NOT NULL DEFAULT '',
  name       TEXT NOT NULL DEFAULT '',
  subscription INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX notice_due ON notice (due_at, id) WHERE state IN ('queued', 'deferred');

CREATE TABLE attempt (
  id       INTEGER PRIMARY KEY,
  delivery INTEGER NOT NULL,              -- a notice's number with a minus
  at       INTEGER NOT NULL,
  relay    TEXT NOT NULL,
  outcome  TEXT NOT NULL,                 -- sent | deferred | failed | unknown
  code     INTEGER,
  enhanced TEXT,
  reply    TEXT
);
CREATE INDEX attempt_by_delivery ON attempt (delivery);

-- Accepted by a relay, not yet carried over to delivery and attempt: what a commit writes while mails are in flight.
CREATE TABLE accepted (
  id       INTEGER PRIMARY KEY,
  delivery INTEGER NOT NULL,
  token    INTEGER NOT NULL,
  tries    INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  relay    TEXT NOT NULL,
  code     INTEGER,
  enhanced TEXT,
  reply    TEXT
);

CREATE TABLE heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO heartbeat (id, at) VALUES (1, 0);

-- the last batch number given out
CREATE TABLE fence (id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL);
INSERT INTO fence (id, last) VALUES (1, 0);

-- what came back, each message once
CREATE TABLE bounce (
  id           INTEGER PRIMARY KEY,
  message      TEXT NOT NULL UNIQUE,      -- digest of its octets: read twice, counted once
  kind         TEXT NOT NULL,             -- bounce | delay | delivered | complaint | auto-reply | unsubscribe | ordinary
  class        TEXT NOT NULL,             -- hard | soft | sender-side | complaint | none
  reason       TEXT NOT NULL,
  rule         TEXT NOT NULL,             -- that decided
  effect       TEXT NOT NULL,             -- suppressed | counted | told | left | noted | unknown
  subscription INTEGER,                   -- whose token stood in it; none = not ours, or cannot be proved
  delivery     INTEGER,
  code         TEXT,
  text         TEXT,
  source       TEXT NOT NULL,
  at           INTEGER NOT NULL
);
CREATE INDEX bounce_by_subscription ON bounce (subscription, at);

-- webhooks ---------------------------------------------------------------------------------------------------------

-- who is told of what: empty, and nothing is noted
CREATE TABLE webhook (name TEXT PRIMARY KEY, kinds TEXT NOT NULL) WITHOUT ROWID;

-- noted in the transaction in which it happened, until it is in the box of each that wants it
CREATE TABLE happening (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  kind         TEXT NOT NULL,
  edition      INTEGER,
  subscription INTEGER,
  bounce       INTEGER,
  detail       TEXT,
  at           INTEGER NOT NULL
);

CREATE TABLE outbox (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook TEXT NOT NULL,
  event   TEXT NOT NULL,                  -- its id, the same on every try
  kind    TEXT NOT NULL,
  reader  TEXT NOT NULL,                  -- key of the address it speaks of; who is forgotten is not spoken of
  body    TEXT NOT NULL,
  born_at INTEGER NOT NULL,
  due_at  INTEGER NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 0,
  state   TEXT NOT NULL DEFAULT 'owed',   -- owed | given up
  trouble TEXT,
  UNIQUE (webhook, event)
);
CREATE INDEX outbox_due ON outbox (webhook, id) WHERE state = 'owed';

CREATE TRIGGER edition_happened AFTER INSERT ON edition WHEN EXISTS (SELECT 1 FROM webhook) BEGIN
  INSERT INTO happening (kind, edition, at) VALUES ('edition.published', NEW.id, NEW.published_at);
END;
CREATE TRIGGER edition_ended AFTER UPDATE OF closed_at ON edition WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL AND EXISTS (SELECT 1 FROM webhook) BEGIN
  INSERT INTO happening (kind, edition, at) VALUES ('edition.closed', NEW.id, NEW.closed_at);
END;
CREATE TRIGGER subscription_begun AFTER INSERT ON subscription
WHEN NEW.status = 'active' AND EXISTS (SELECT 1 FROM webhook WHERE kinds LIKE '%,subscriber.joined,%') BEGIN
  INSERT INTO happening (kind, subscription, at) VALUES ('subscriber.joined', NEW.id, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
CREATE TRIGGER subscription_resumed AFTER UPDATE OF status ON subscription
WHEN NEW.status = 'active' AND OLD.status IN ('pending', 'ended') AND EXISTS (SELECT 1 FROM webhook WHERE kinds LIKE '%,subscriber.joined,%') BEGIN
  INSERT INTO happening (kind, subscription, at) VALUES ('subscriber.joined', NEW.id, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
-- whom a report removed is told of with the report
CREATE TRIGGER subscription_ended AFTER UPDATE OF status ON subscription
WHEN NEW.status = 'ended' AND OLD.status <> 'ended' AND NEW.ended_why NOT IN ('bounced', 'complained') AND EXISTS (SELECT 1 FROM webhook WHERE kinds LIKE '%,subscriber.left,%') BEGIN
  INSERT INTO happening (kind, subscription, detail, at) VALUES ('subscriber.left', NEW.id, NEW.ended_why, CAST(unixepoch('subsec') * 1000 AS INTEGER));
END;
CREATE TRIGGER bounce_happened AFTER INSERT ON bounce
WHEN NEW.subscription IS NOT NULL AND NEW.kind IN ('bounce', 'complaint') AND NEW.class <> 'none' AND EXISTS (SELECT 1 FROM webhook) BEGIN
  INSERT INTO happening (kind, bounce, at) VALUES (iif(NEW.kind = 'bounce', 'subscriber.bounced', 'subscriber.complained'), NEW.id, NEW.at);
END;

CREATE TABLE audit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL);

-- How many mails a relay has been given on a day, for relays with a daily quota. Counted when claimed, taken back when not accepted.
CREATE TABLE relay_day (
  relay TEXT NOT NULL,
  day   TEXT NOT NULL,                    -- UTC, 2026-01-31
  taken INTEGER NOT NULL,
  PRIMARY KEY (relay, day)
) WITHOUT ROWID;
