-- Who may. No secret stands here: passwords as Argon2id, cookies and keys as SHA-256.

CREATE TABLE account (
  name       TEXT COLLATE "C" PRIMARY KEY,
  role       TEXT COLLATE "C" NOT NULL,  -- EDITOR | OWNER
  password   TEXT COLLATE "C" NOT NULL,
  zone       TEXT COLLATE "C" NOT NULL DEFAULT '',  -- in which times are shown; '' = the site's
  created_at BIGINT NOT NULL
);

CREATE TABLE account_session (
  digest    TEXT COLLATE "C" PRIMARY KEY,
  account   TEXT COLLATE "C" NOT NULL REFERENCES account (name),
  network   TEXT COLLATE "C" NOT NULL,
  opened_at BIGINT NOT NULL
);
CREATE INDEX account_session_by_account ON account_session (account);

CREATE TABLE api_key (
  name       TEXT COLLATE "C" PRIMARY KEY,
  digest     TEXT COLLATE "C" NOT NULL UNIQUE,
  scopes     TEXT COLLATE "C" NOT NULL,  -- a comma between
  made_by    TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL
);

-- so that a request which is sent again is carried out once
CREATE TABLE api_answer (
  api_key         TEXT COLLATE "C" NOT NULL,
  idempotency_key TEXT COLLATE "C" NOT NULL,
  request         TEXT COLLATE "C" NOT NULL,  -- digest of what was asked
  status          BIGINT NOT NULL,
  body            TEXT COLLATE "C" NOT NULL,
  at              BIGINT NOT NULL,
  PRIMARY KEY (api_key, idempotency_key)
);
