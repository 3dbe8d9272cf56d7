-- As for SQLite; COLLATE "C" compares ids byte by byte, as SQLite does.
-- Times are milliseconds since 1970 UTC; ids are UUIDv7 as text, so they sort by time.
-- due_at doubles as the lease: whoever claims a row sets it to the end of its lease, so a row whose holder died is
-- simply due again. lease_token tells the holder that is still entitled from one that came back too late.

CREATE TABLE events (
  id            TEXT COLLATE "C"    NOT NULL PRIMARY KEY,
  customer      TEXT COLLATE "C"    NOT NULL,
  source        TEXT COLLATE "C"    NOT NULL,
  event_key     TEXT COLLATE "C"    NOT NULL,
  type          TEXT    NOT NULL,
  transaction_id TEXT COLLATE "C"   NOT NULL,
  buyer_name    TEXT,
  buyer_email   TEXT,
  received_at   BIGINT NOT NULL,
  status        TEXT    NOT NULL,
  status_reason TEXT,
  routings      BIGINT NOT NULL DEFAULT 0,
  due_at        BIGINT,
  lease_token   TEXT,
  duplicates    BIGINT NOT NULL DEFAULT 0,
  size          BIGINT NOT NULL,
  payload       BYTEA
);
CREATE UNIQUE INDEX events_once ON events (customer, source, event_key);
CREATE INDEX events_due ON events (customer, due_at, id) WHERE status = 'ACCEPTED';
CREATE INDEX events_order ON events (customer, transaction_id, id) WHERE status = 'ACCEPTED';

CREATE TABLE deliveries (
  id            TEXT COLLATE "C"    NOT NULL PRIMARY KEY,
  event_id      TEXT COLLATE "C"    NOT NULL REFERENCES events (id),
  event_type    TEXT    NOT NULL,
  customer      TEXT COLLATE "C"    NOT NULL,
  destination   TEXT COLLATE "C"    NOT NULL,
  transaction_id TEXT COLLATE "C"   NOT NULL,
  created_at    BIGINT NOT NULL,
  status        TEXT    NOT NULL,
  attempts      BIGINT NOT NULL DEFAULT 0,
  schedule_from BIGINT NOT NULL DEFAULT 0, -- attempts made before a person asked again: the schedule starts anew there
  manual        BIGINT NOT NULL DEFAULT 0, -- 1 while the next attempt is one that a person asked for
  due_at        BIGINT,
  started_at    BIGINT,
  finished_at   BIGINT,
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
  delivery_id TEXT COLLATE "C"    NOT NULL REFERENCES deliveries (id),
  number      BIGINT NOT NULL,
  started_at  BIGINT NOT NULL,
  duration_ms BIGINT NOT NULL,
  outcome     TEXT    NOT NULL,
  manual      BIGINT NOT NULL DEFAULT 0,
  response    TEXT,
  error       TEXT,
  cause       TEXT,
  PRIMARY KEY (delivery_id, number)
);

-- Bounded: the store keeps the newest thousand.
CREATE TABLE refused_webhooks (
  id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at BIGINT NOT NULL,
  customer    TEXT COLLATE "C",
  source      TEXT COLLATE "C",
  address     TEXT    NOT NULL,
  status      BIGINT NOT NULL,
  code        TEXT    NOT NULL,
  sentence    TEXT    NOT NULL,
  size        BIGINT NOT NULL
);

CREATE TABLE users (
  name          TEXT COLLATE "C"    NOT NULL PRIMARY KEY,
  password_hash TEXT    NOT NULL,
  created_at    BIGINT NOT NULL
);
