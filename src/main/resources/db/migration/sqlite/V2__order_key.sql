-- Deliveries of a destination with one order key go one after the other; by default the key is the transaction.
ALTER TABLE deliveries ADD COLUMN order_key TEXT NOT NULL DEFAULT '';
UPDATE deliveries SET order_key = transaction_id;
DROP INDEX deliveries_order;
CREATE INDEX deliveries_order ON deliveries (customer, destination, order_key, event_id)
  WHERE status IN ('PENDING', 'RETRYING', 'IN_FLIGHT', 'DEAD');
