-- Up to where in the spool's files, beside this one, everything is in here. Written with the events that come from there.
CREATE TABLE spool (
  file     TEXT    NOT NULL, -- its name; empty before the first
  position INTEGER NOT NULL  -- in bytes
);
INSERT INTO spool (file, position) VALUES ('', 0);
