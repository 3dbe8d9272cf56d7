-- How many events each source brought in each hour: what silence is told by. Written every minute, not with the event.
CREATE TABLE hourly_events (
  customer TEXT   NOT NULL,
  source   TEXT   NOT NULL,
  type     TEXT   NOT NULL,
  hour     INTEGER NOT NULL, -- its beginning, in milliseconds
  events   INTEGER NOT NULL,
  last_at  INTEGER NOT NULL,
  PRIMARY KEY (customer, source, type, hour)
);
INSERT INTO hourly_events (customer, source, type, hour, events, last_at)
  SELECT customer, source, type, received_at / 3600000 * 3600000, count(*), max(received_at) FROM events
  WHERE received_at > (SELECT max(received_at) FROM events) - 3110400000 -- 36 days
  GROUP BY 1, 2, 3, 4;

-- One row while a cause lasts, and afterwards as its history. A cause has one open row at most.
CREATE TABLE alarms (
  id          TEXT   NOT NULL PRIMARY KEY,
  cause       TEXT   NOT NULL, -- such as 'breaker demo/salesforce'
  kind        TEXT   NOT NULL,
  customer    TEXT,            -- null for what concerns the hub as a whole
  subject     TEXT   NOT NULL, -- the destination, source or disk
  what        TEXT   NOT NULL,
  advice      TEXT   NOT NULL,
  link        TEXT   NOT NULL,
  amount      INTEGER NOT NULL, -- how many, where more of them are worth another notice
  told_amount INTEGER NOT NULL DEFAULT 0,
  raised_at   INTEGER NOT NULL,
  cleared_at  INTEGER,          -- since when the cause is gone; null while it lasts
  told_at     INTEGER,          -- when the last notice was made; null before the first
  closed_at   INTEGER           -- null while it is open
);
CREATE UNIQUE INDEX alarms_open ON alarms (cause) WHERE closed_at IS NULL;
CREATE INDEX alarms_told ON alarms (cause, told_at);

-- What is to be sent to whom. due_at doubles as the lease, as for deliveries.
CREATE TABLE alarm_notices (
  id         TEXT    NOT NULL PRIMARY KEY,
  channel    TEXT    NOT NULL, -- MAIL, SLACK or WEBHOOK
  customer   TEXT,             -- whose recipients; null for the hub's own
  title      TEXT    NOT NULL,
  body       TEXT    NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER  NOT NULL,
  due_at     INTEGER,           -- null once it is sent or given up
  sent_at    INTEGER,
  last_error TEXT
);
CREATE INDEX alarm_notices_due ON alarm_notices (due_at, id) WHERE due_at IS NOT NULL;

-- Which hub looks for causes: one at a time. One row, made by the first look.
CREATE TABLE alarm_watch (
  id    INTEGER NOT NULL PRIMARY KEY,
  token TEXT,
  until INTEGER  NOT NULL
);

-- Answers to requests that came with an Idempotency-Key, for a day.
CREATE TABLE answered_requests (
  user_name  TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  request    TEXT    NOT NULL, -- SHA-256 of method, path and body
  status     INTEGER,          -- null while it is being answered
  body       TEXT,
  created_at INTEGER  NOT NULL,
  PRIMARY KEY (user_name, key)
);
CREATE INDEX answered_requests_age ON answered_requests (created_at);
