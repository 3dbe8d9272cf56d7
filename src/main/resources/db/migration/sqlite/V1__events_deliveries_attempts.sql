-- Times are milliseconds since 1970 UTC; ids are UUIDv7 as text, so they sort by time.
-- due_at doubles as the lease: whoever claims a row sets it to the end of its lease, so a row whose holder died is
-- simply due again. lease_token tells the holder that is still entitled from one that came back too late.

CREATE TABLE events (
  id            TEXT    NOT NULL PRIMARY KEY,
  customer      TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  event_key     TEXT    NOT NULL,
  type          TEXT    NOT NULL,
  transaction_id TEXT   NOT NULL,
  buyer_name    TEXT,
  buyer_email   TEXT,
  received_at   INTEGER NOT NULL,
  status        TEXT    NOT NULL,
  status_reason TEXT,
  routings      INTEGER NOT NULL DEFAULT 0,
  due_at        INTEGER,
  lease_token   TEXT,
  duplicates    INTEGER NOT NULL DEFAULT 0,
  size          INTEGER NOT NULL,
  payload       BLOB
);
CREATE UNIQUE INDEX events_once ON events (customer, source, event_key);
CREATE INDEX events_due ON events (customer, due_at, id) WHERE status = 'ACCEPTED';
CREATE INDEX events_order ON events (customer, transaction_id, id) WHERE status = 'ACCEPTED';

CREATE TABLE deliveries (
  id            TEXT    NOT NULL PRIMARY KEY,
  event_id      TEXT    NOT NULL REFERENCES events (id),
  event_type    TEXT    NOT NULL,
  customer      TEXT    NOT NULL,
  destination   TEXT    NOT NULL,
  transaction_id TEXT   NOT NULL,
  created_at    INTEGER NOT NULL,
  status        TEXT    NOT NULL,
  attempts      INTEGER NOT NULL DEFAULT 0,
  schedule_from INTEGER NOT NULL DEFAULT 0, -- attempts made before a person asked again: the schedule starts anew there
  manual        INTEGER NOT NULL DEFAULT 0, -- 1 while the next attempt is one that a person asked for
  due_at        INTEGER,
  started_at    INTEGER,
  finished_at   INTEGER,
  lease_token   TEXT,
  last_error    TEXT
);
CREATE UNIQUE INDEX deliveries_once ON deliveries (event_id, destination);
CREATE INDEX deliveries_due ON deliveries (customer, destination, due_at, id)
  WHERE status IN ('PENDING', 'RETRYING', 'IN_FLIGHT');
CREATE INDEX deliveries_order ON deliveries (customer, destination, transaction_id, event_id)
  WHERE status IN ('PENDING', 'RETRYING', 'IN_FLIGHT');
CREATE INDEX deliveries_dead ON deliveries (customer, id) WHERE status = 'DEAD';

CREATE TABLE attempts (
  delivery_id TEXT    NOT NULL REFERENCES deliveries (id),
  number      INTEGER NOT NULL,
  started_at  INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  outcome     TEXT    NOT NULL,
  manual      INTEGER NOT NULL DEFAULT 0,
  response    TEXT,
  error       TEXT,
  cause       TEXT,
  PRIMARY KEY (delivery_id, number)
) WITHOUT ROWID;

-- Bounded: the store keeps the newest thousand.
CREATE TABLE refused_webhooks (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at INTEGER NOT NULL,
  customer    TEXT,
  source      TEXT,
  address     TEXT    NOT NULL,
  status      INTEGER NOT NULL,
  code        TEXT    NOT NULL,
  sentence    TEXT    NOT NULL,
  size        INTEGER NOT NULL
);

CREATE TABLE users (
  name          TEXT    NOT NULL PRIMARY KEY,
  password_hash TEXT    NOT NULL,
  created_at    INTEGER NOT NULL
);
