package io.usher.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What was accepted and isn't done yet, as the room that its records will take. */
public final class Backlog {

  private final JdbcClient reader;

  Backlog(JdbcClient reader) {
    this.reader = reader;
  }

  /**
   * How many bytes of the disk what is open will take until it is done, on the high side: 4 kB for
   * each event that isn't routed yet, 1 kB for each open delivery (docs/scaling.md has what was
   * measured). Reads the table of counts on a reader's connection: some milliseconds at most.
   */
  public long bytesToCome() {
    return reader
        .sql(
            """
            SELECT COALESCE(sum(n * CASE status WHEN 'ACCEPTED' THEN 4096 ELSE 1024 END), 0) FROM counts
            WHERE status IN ('ACCEPTED', 'PENDING', 'IN_FLIGHT', 'RETRYING')""")
        .query(Long.class)
        .single();
  }
}
