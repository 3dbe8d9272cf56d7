-- Each change of a customer's files, of the connectors or of the shared templates that was taken. A version names what
-- changed in it; the files of a moment are the newest of each path up to its number. Contents are kept once, whatever
-- number of versions has them.
CREATE TABLE versions (
  number   INTEGER NOT NULL PRIMARY KEY,
  scope    TEXT    NOT NULL, -- a customer's id, 'connectors' or 'shared'
  hub      TEXT    NOT NULL,
  taken_at BIGINT  NOT NULL,
  author   TEXT    NOT NULL,
  reason   TEXT    NOT NULL,
  digest   TEXT    NOT NULL  -- of all files of the scope at that moment
);
CREATE INDEX versions_by_scope ON versions (scope, number);

CREATE TABLE version_files (
  number INTEGER NOT NULL REFERENCES versions (number),
  path   TEXT    NOT NULL,
  hash   TEXT,              -- null: the file went with this version
  PRIMARY KEY (number, path)
);
CREATE INDEX version_files_by_path ON version_files (path, number);

CREATE TABLE file_contents (
  hash    TEXT  NOT NULL PRIMARY KEY,
  content BYTEA NOT NULL
);

-- One row: the last number that was given, whoever gave it.
CREATE TABLE version_numbers (
  id   INTEGER NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL
);

ALTER TABLE deliveries ADD COLUMN version INTEGER; -- whose router made it
ALTER TABLE attempts ADD COLUMN version INTEGER;   -- whose route made it

-- When a source's secret was last the one that matched; the secret itself is not here.
CREATE TABLE secret_uses (
  customer     TEXT   NOT NULL,
  source       TEXT   NOT NULL,
  fingerprint  TEXT   NOT NULL,
  last_used_at BIGINT NOT NULL,
  PRIMARY KEY (customer, source, fingerprint)
);
