-- A job walks over the rows that its filter names, by id, a batch at a time: after_id is the last row it has visited,
-- last_id the highest that was there when it was made. Batch and after_id are one commit, so no row is skipped or
-- visited twice, whatever is killed. due_at is when the next batch may start and doubles as the lease, as for events.
CREATE TABLE jobs (
  id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  kind            TEXT    NOT NULL,
  status          TEXT    NOT NULL,
  customer        TEXT,
  destination     TEXT,
  row_status      TEXT,
  event_type      TEXT,
  since           BIGINT,
  until           BIGINT,
  error_text      TEXT,
  q               TEXT,
  reroute_to      TEXT, -- names with commas between them; null for wherever the router says
  again           INTEGER NOT NULL DEFAULT 0,
  rate            TEXT    NOT NULL,
  idempotency_key TEXT,
  created_by      TEXT    NOT NULL,
  created_at      BIGINT NOT NULL,
  updated_at      BIGINT NOT NULL,
  after_id        TEXT COLLATE "C" NOT NULL DEFAULT '',
  last_id         TEXT COLLATE "C" NOT NULL,
  total           BIGINT NOT NULL,
  done            BIGINT NOT NULL DEFAULT 0,
  skipped         BIGINT NOT NULL DEFAULT 0,
  failures        INTEGER NOT NULL DEFAULT 0, -- batches in a row that could not be written
  due_at          BIGINT,
  lease_token     TEXT,
  last_error      TEXT
);
CREATE UNIQUE INDEX jobs_once ON jobs (idempotency_key);
CREATE INDEX jobs_due ON jobs (due_at, id) WHERE status = 'RUNNING';

-- Where an event that is routed once more may go: names with commas between them, null for wherever the router says.
ALTER TABLE events ADD COLUMN reroute_to TEXT;
ALTER TABLE events ADD COLUMN reroute_again INTEGER NOT NULL DEFAULT 0; -- 1: what is finished is delivered once more
