package io.usher.store;

import java.util.concurrent.CompletableFuture;

/**
 * Gives the disk back what a purge freed inside the database's file. A database server does that by
 * itself.
 */
public final class FreedSpace {

  /** Moving so many pages takes about as long as a purge's batch: 4 MB. */
  private static final int PAGES = 1000;

  private final DatabaseType type;
  private final GroupCommit writer;

  FreedSpace(DatabaseType type, GroupCommit writer) {
    this.type = type;
    this.writer = writer;
  }

  /** Gives back a few megabytes at most. */
  public CompletableFuture<Void> giveBackSome() {
    return type.giveBackSome(PAGES)
        .map(
            statement ->
                writer.<Void>write(
                    sql -> {
                      sql.execute(statement);
                      return null;
                    }))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
