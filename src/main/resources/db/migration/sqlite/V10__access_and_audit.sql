-- Who may do what. customers holds names with commas between; NULL is everything, '' is nothing.
ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'ADMIN';
ALTER TABLE users ADD COLUMN customers TEXT;
ALTER TABLE users ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN signed_in_at INTEGER;

-- Of a token only its SHA-256 is kept: it has 256 random bits, which no guessing finds.
CREATE TABLE tokens (
  id           TEXT    NOT NULL PRIMARY KEY,
  name         TEXT    NOT NULL,
  prefix       TEXT    NOT NULL, -- what people see of it
  sha256       TEXT    NOT NULL,
  role         TEXT    NOT NULL,
  customers    TEXT,
  scopes       TEXT    NOT NULL,
  created_by   TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  revoked_at   INTEGER,
  last_used_at INTEGER
);
CREATE UNIQUE INDEX tokens_by_hash ON tokens (sha256);

-- Never payloads, never secrets: who, when, from where, what, on what, and how it ended.
CREATE TABLE audit (
  id       TEXT    NOT NULL PRIMARY KEY,
  at       INTEGER NOT NULL,
  who      TEXT    NOT NULL,
  via      TEXT    NOT NULL,
  address  TEXT    NOT NULL,
  action   TEXT    NOT NULL,
  subject  TEXT,
  customer TEXT,
  outcome  TEXT    NOT NULL,
  detail   TEXT
);
CREATE INDEX audit_by_who ON audit (who, id);
CREATE INDEX audit_by_action ON audit (action, id);
