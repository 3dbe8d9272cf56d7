-- For the pages that people look at, with a million rows behind them. Filters that name few rows are answered from an
-- index alone, without reading past the payloads of all others; the columns behind the id are there for that, and so
-- that the balance is counted without touching the tables.
CREATE INDEX events_by_status ON events (status, id, customer, received_at);
CREATE INDEX events_by_customer ON events (customer, id, type);
CREATE INDEX deliveries_by_status ON deliveries (status, id, customer, destination, created_at);
CREATE INDEX deliveries_by_customer ON deliveries (customer, id, destination, event_type);
