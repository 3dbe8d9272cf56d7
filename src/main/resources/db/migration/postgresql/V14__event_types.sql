-- For lists of one type of all customers: with a million events and none of that type, 0.3 to 0.4 s without it.
CREATE INDEX events_by_type ON events (type, id);
