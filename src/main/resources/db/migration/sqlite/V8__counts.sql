-- How many rows of a day stand where. Each group of writes adds its own changes in the same commit, so the balance is
-- right at any moment and costs nothing to read. A writer has rows of its own, so that none waits for another; what
-- counts is their sum.
CREATE TABLE counts (
  day         INTEGER NOT NULL, -- since 1970, UTC, of received_at or created_at
  customer    TEXT   NOT NULL,
  destination TEXT   NOT NULL, -- empty for events
  status      TEXT   NOT NULL, -- or TOTAL: all that there are
  writer      INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  PRIMARY KEY (day, customer, destination, status, writer)
) WITHOUT ROWID;
INSERT INTO counts (day, customer, destination, status, writer, n)
  SELECT received_at / 86400000, customer, '', status, 0, count(*) FROM events GROUP BY 1, 2, 4;
INSERT INTO counts (day, customer, destination, status, writer, n)
  SELECT created_at / 86400000, customer, destination, status, 0, count(*) FROM deliveries GROUP BY 1, 2, 3, 4;
INSERT INTO counts (day, customer, destination, status, writer, n)
  SELECT day, customer, destination, 'TOTAL', 0, sum(n) FROM counts GROUP BY 1, 2, 3;
