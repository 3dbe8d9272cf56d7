-- What is removed after its time, and what a person asked to have erased.
-- An event leaves the first index for the second when its payload goes, so each finds the next batch without looking at
-- what has been done, and accepting an event writes to one of them only.

ALTER TABLE events ADD COLUMN payload_purged_at INTEGER;
ALTER TABLE events ADD COLUMN erased_at INTEGER;
CREATE INDEX events_payload_age ON events (customer, received_at, id) WHERE payload IS NOT NULL;
CREATE INDEX events_log_age ON events (customer, received_at, id) WHERE payload IS NULL;

CREATE TABLE erasures (
  id            TEXT    NOT NULL PRIMARY KEY,
  erased_at     INTEGER NOT NULL,
  erased_by     TEXT    NOT NULL,
  email_sha256  TEXT    NOT NULL,
  record        TEXT    NOT NULL -- JSON: which events and deliveries, and how many texts; never the address
);
