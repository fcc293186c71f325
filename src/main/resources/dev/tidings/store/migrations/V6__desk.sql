-- Which editor was shown which slot's edition before it went out; its number stands in the links of that mail.
CREATE TABLE desk_mail (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- in links: never given out twice
  newsletter TEXT NOT NULL,
  local      TEXT NOT NULL,
  zone       TEXT NOT NULL,
  address    TEXT NOT NULL,
  at         INTEGER NOT NULL,
  UNIQUE (newsletter, local, zone, address)
);
