-- Only SQLite keeps fresh events out of indexes, as one process has its database to itself; here it is 0.
ALTER TABLE events ADD COLUMN fresh BIGINT NOT NULL DEFAULT 0 CHECK (fresh = 0 OR status = 'ACCEPTED');
