-- What keeps a destination's deliveries waiting; every claim looks here. A destination has a row once there was something
-- to keep. An open breaker lets one delivery through at probe_at, to see whether the destination is back.
CREATE TABLE destinations (
  customer    TEXT COLLATE "C" NOT NULL,
  destination TEXT COLLATE "C" NOT NULL,
  paused_at   BIGINT,
  paused_by   TEXT,
  opened_at   BIGINT,  -- since when the breaker is open; null while it is closed
  probe_at    BIGINT,
  probe_wait  BIGINT,  -- how long the wait before the next probe is
  reason      TEXT,    -- why the breaker is open, for the customer
  credential  INTEGER NOT NULL DEFAULT 0, -- 1: a credential was refused
  quiet_until BIGINT,  -- the destination asked for so much time (Retry-After)
  rate_from   BIGINT,  -- when the rate allows the next attempt, in microseconds
  PRIMARY KEY (customer, destination)
);
