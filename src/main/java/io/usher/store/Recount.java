package io.usher.store;

import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the counts that the balance is read from with the rows themselves, and corrects them.
 * They differ only after somebody changed the database by hand, or by a mistake of ours; then the
 * log says so.
 */
public final class Recount {

  private static final Logger LOG = LoggerFactory.getLogger(Recount.class);

  private final DatabaseType type;
  private final GroupCommit writer;
  private final JdbcClient reader;
  private final TransactionTemplate transaction;

  Recount(DatabaseType type, GroupCommit writer, JdbcClient reader, DataSource readers) {
    this.type = type;
    this.writer = writer;
    this.reader = reader;
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(readers));
  }

  /**
   * Takes seconds for millions of rows, in which everything else goes on. Of several hubs on one
   * database one does it at a time: two would correct the same difference twice.
   *
   * @return how many numbers were wrong
   */
  public int run() {
    Integer wrong = transaction.execute(status -> isMine() ? correct() : 0);
    return wrong == null ? 0 : wrong;
  }

  private boolean isMine() {
    return type.tryLock().map(lock -> reader.sql(lock).query(Boolean.class).single()).orElse(true);
  }

  private int correct() {
    Map<StatusCounts.Key, Integer> missing = RowCounts.missing(type, reader);
    if (!missing.isEmpty()) {
      LOG.warn(
          "The counts of these days did not agree with the rows and are corrected: {}",
          RowCounts.named(missing));
      writer
          .write(
              sql -> {
                sql.counts().correct(missing);
                return true;
              })
          .join();
    }
    return missing.size();
  }
}
