package io.usher.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What deleted rows leave behind inside an embedded database's file: room that the disk gets back,
 * and bytes that must not stay. A database server cares for that by itself.
 */
public final class FreedSpace {

  /** Moving so many pages takes about as long as a purge's batch: 4 MB. */
  private static final int PAGES = 1000;

  /** The new file and the log that brings it. */
  private static final int ROOM_TO_REWRITE = 2;

  private final DatabaseType type;
  private final GroupCommit writer;
  private final JdbcClient reader;
  private final StoreDisk disk;
  private final DiskSettings settings;

  FreedSpace(
      DatabaseType type,
      GroupCommit writer,
      JdbcClient reader,
      StoreDisk disk,
      DiskSettings settings) {
    this.type = type;
    this.writer = writer;
    this.reader = reader;
    this.disk = disk;
    this.settings = settings;
  }

  /** Gives back a few megabytes at most. */
  public CompletableFuture<Void> giveBackSome() {
    return type.giveBackSome(PAGES)
        .map(
            statement ->
                writer.write(
                    sql -> {
                      sql.execute(statement);
                      return (Void) null;
                    }))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /**
   * Leaves nothing of what was erased in the file and its log, if the file is small enough to write
   * it anew.
   *
   * @return what may be left, and what to do; empty when nothing is
   */
  public CompletableFuture<Optional<String>> forgetErased() {
    if (type.rewrite().isEmpty()) {
      return CompletableFuture.completedFuture(
          Optional.of(
              "The database server keeps the bytes of changed rows until it has vacuumed their tables: run VACUUM events, deliveries, attempts, event_words and REINDEX INDEX event_words_words."));
    }
    String reason = reasonNotToRewrite();
    return writer.writeBetweenGroups(
        sql -> {
          if (reason == null) {
            sql.executeAll(type.rewrite());
          }
          Optional<String> log = emptyLog(sql);
          return Optional.ofNullable(reason).or(() -> log);
        });
  }

  private Optional<String> emptyLog(SqlSession sql) {
    try {
      LogRoom.empty(type, sql);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(
          "The database's log could not be emptied, so copies may be left in it until the hub is stopped: "
              + e.getMessage());
    }
  }

  private @Nullable String reasonNotToRewrite() {
    long size =
        reader
            .sql("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
            .query(Long.class)
            .single();
    boolean small = size <= settings.rewriteUpTo().toBytes();
    boolean room =
        disk.room().map(r -> r.free() - r.budget() > ROOM_TO_REWRITE * size).orElse(true);
    return small && room
        ? null
        : "The database file is too large to write it anew while the hub runs (usher.store.rewrite-up-to), so copies may be left in its unused parts and in the search's index: stop the hub and run sqlite3 usher.db \"INSERT INTO word_index(word_index) VALUES ('optimize'); VACUUM\".";
  }
}
