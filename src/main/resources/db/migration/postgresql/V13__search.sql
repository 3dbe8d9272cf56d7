-- What searches look through. Filled behind the events' receipt, oldest first; search_progress tells how far. Words are
-- made by Usher (store.search.Words), so no text search configuration has a say.
CREATE TABLE event_words (
  event_id TEXT     COLLATE "C" NOT NULL PRIMARY KEY,
  words    TSVECTOR NOT NULL
);
-- Without a list of pending entries: whoever happens to fill it would have to sort them in, while others wait.
CREATE INDEX event_words_words ON event_words USING gin (words) WITH (fastupdate = off);
CREATE TABLE search_progress (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  indexed_to TEXT COLLATE "C" NOT NULL DEFAULT '', -- every event up to this id is indexed, but for those that came late
  checked_to TEXT COLLATE "C" NOT NULL DEFAULT ''  -- and up to this id those too
);
INSERT INTO search_progress (id) VALUES (1);
