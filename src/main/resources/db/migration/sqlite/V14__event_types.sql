-- For lists of one type of all customers: with a million events and none of that type, 1.6 s without it.
CREATE INDEX events_by_type ON events (type, id);
