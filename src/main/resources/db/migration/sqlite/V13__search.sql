-- What searches look through. Filled behind the events' receipt, oldest first; search_progress tells how far. The number
-- grows with the event's id, so that the newest are found first; an event that came late gets one between its
-- neighbours'. The words are apart by spaces and start with one.
CREATE TABLE event_words (
  number   INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL UNIQUE,
  words    TEXT NOT NULL
);
-- Words are made by Usher (store.search.Words); everything but ASCII is left alone here.
CREATE VIRTUAL TABLE word_index USING fts5(words, content='event_words', content_rowid='number',
  tokenize="ascii tokenchars '='", detail=none, columnsize=0, prefix='1 2 3 4 5 6 7 8');
CREATE TABLE search_progress (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  indexed_to TEXT NOT NULL DEFAULT '', -- every event up to this id is indexed, but for those that came late
  checked_to TEXT NOT NULL DEFAULT ''  -- and up to this id those too
);
INSERT INTO search_progress (id) VALUES (1);
-- Merging is done by the indexer, a few pages a write, so that no webhook waits for a large merge.
INSERT INTO word_index (word_index, rank) VALUES ('automerge', 0);
INSERT INTO word_index (word_index, rank) VALUES ('crisismerge', 1000);
