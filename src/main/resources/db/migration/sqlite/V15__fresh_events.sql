-- An event that was just accepted stays out of the indexes by its key and by its transaction until it is first claimed:
-- keys are random, so each would change a page of its own while its sender waits. Until then the hub knows its key from
-- memory, and nobody asks for its transaction. Whatever changes a status must enter the event first.
ALTER TABLE events ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0 CHECK (fresh = 0 OR status = 'ACCEPTED');
DROP INDEX events_once;
CREATE UNIQUE INDEX events_once ON events (customer, source, event_key) WHERE fresh = 0;
DROP INDEX events_order;
CREATE INDEX events_order ON events (customer, transaction_id, id) WHERE status = 'ACCEPTED' AND fresh = 0;
