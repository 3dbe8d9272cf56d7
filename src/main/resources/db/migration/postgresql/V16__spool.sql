-- A spool is for a database that one process has alone; here each event becomes durable in the database.
SELECT 1;
