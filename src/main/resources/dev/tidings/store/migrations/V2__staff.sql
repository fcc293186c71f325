-- Who may. No secret stands here: passwords as Argon2id, cookies and keys as SHA-256.

CREATE TABLE account (
  name       TEXT PRIMARY KEY,
  role       TEXT NOT NULL,               -- EDITOR | OWNER
  password   TEXT NOT NULL,
  zone       TEXT NOT NULL DEFAULT '',    -- in which times are shown; '' = the site's
  created_at BIGINT NOT NULL
);

CREATE TABLE account_session (
  digest    TEXT PRIMARY KEY,
  account   TEXT NOT NULL REFERENCES account (name),
  network   TEXT NOT NULL,
  opened_at BIGINT NOT NULL
);
CREATE INDEX account_session_by_account ON account_session (account);

CREATE TABLE api_key (
  name       TEXT PRIMARY KEY,
  digest     TEXT NOT NULL UNIQUE,
  scopes     TEXT NOT NULL,               -- a comma between
  made_by    TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- so that a request which is sent again is carried out once
CREATE TABLE api_answer (
  api_key         TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request         TEXT NOT NULL,          -- digest of what was asked
  status          INTEGER NOT NULL,
  body            TEXT NOT NULL,
  at              BIGINT NOT NULL,
  PRIMARY KEY (api_key, idempotency_key)
);
