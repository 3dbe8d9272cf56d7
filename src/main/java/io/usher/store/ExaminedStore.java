package io.usher.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A store as the doctor sees it: only reading.
 *
 * @param now by the store's clock, when the examination began
 * @param apart how far this machine's clock was from it at that moment
 * @param hubs how many hubs run on it
 * @param deep whether reading everything is worth the time
 */
record ExaminedStore(
    StoreAddress address,
    JdbcClient reader,
    Instant now,
    Duration apart,
    Path dataDir,
    Path routesDir,
    DiskSettings disk,
    int hubs,
    boolean deep) {

  private static final int MOST_NAMED = 10;
  private static final int MOST_COUNTED = 10_000;

  /** The rows that a condition finds: how many, and the first few by name; empty when none. */
  String named(String select, Object... arguments) {
    List<String> ids =
        reader.sql(select + " LIMIT " + MOST_COUNTED).params(arguments).query(String.class).list();
    if (ids.isEmpty()) {
      return "";
    }
    String count = ids.size() < MOST_COUNTED ? "" + ids.size() : "at least " + MOST_COUNTED;
    String first = ids.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return count + " (" + first + (ids.size() > MOST_NAMED ? ", …)" : ")");
  }

  boolean isSqlite() {
    return address.type() == DatabaseType.SQLITE;
  }
}
