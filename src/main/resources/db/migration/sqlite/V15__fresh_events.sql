-- An event that was just accepted stays out of the indexes by its key and by its transaction until it is first claimed:
-- keys are random, so each would change a page of its own while its sender waits. Until then the hub knows its key from
-- memory, and nobody asks for its transaction. Whatever changes a status must enter the event first.
ALTER TABLE events ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0 CHECK (fresh = 0 OR status = 'ACCEPTED');
DROP INDEX events_once;
CREATE UNIQUE INDEX events_once ON events (customer, source, event_key) WHERE fresh = 0;
DROP INDEX events_order;
CREATE INDEX events_order ON events (customer, transaction_id, id) WHERE status = 'ACCEPTED' AND fresh = 0;
-- Nor is it in the indexes for lists and removals until then: lists read the few there are beside.
CREATE INDEX events_fresh ON events (id) WHERE fresh = 1;
DROP INDEX events_by_status;
CREATE INDEX events_by_status ON events (status, id, customer, received_at) WHERE fresh = 0;
DROP INDEX events_by_customer;
CREATE INDEX events_by_customer ON events (customer, id, type) WHERE fresh = 0;
DROP INDEX events_by_type;
CREATE INDEX events_by_type ON events (type, id) WHERE fresh = 0;
DROP INDEX events_payload_age;
CREATE INDEX events_payload_age ON events (customer, received_at, id) WHERE payload IS NOT NULL AND fresh = 0;
