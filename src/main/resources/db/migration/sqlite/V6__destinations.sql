-- What keeps a destination's deliveries waiting; every claim looks here. A destination has a row once there was something
-- to keep. An open breaker lets one delivery through at probe_at, to see whether the destination is back.
CREATE TABLE destinations (
  customer    TEXT NOT NULL,
  destination TEXT NOT NULL,
  paused_at   INTEGER,
  paused_by   TEXT,
  opened_at   INTEGER,  -- since when the breaker is open; null while it is closed
  probe_at    INTEGER,
  probe_wait  INTEGER,  -- how long the wait before the next probe is
  reason      TEXT,    -- why the breaker is open, for the customer
  credential  INTEGER NOT NULL DEFAULT 0, -- 1: a credential was refused
  quiet_until INTEGER,  -- the destination asked for so much time (Retry-After)
  rate_from   INTEGER,  -- when the rate allows the next attempt, in microseconds
  PRIMARY KEY (customer, destination)
);
