package io.usher.store;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A write with whoever waits for it: run by a writer's thread, told by the answers' thread. */
final class Waiting<T> {
  private final SqlWrite<T> write;
  final boolean alone;
  final CompletableFuture<T> future = new CompletableFuture<>();
  private @Nullable T result;

  Waiting(SqlWrite<T> write, boolean alone) {
    this.write = write;
    this.alone = alone;
  }

  void run(SqlSession sql) throws SQLException {
    result = write.run(sql);
  }

  void complete() {
    future.complete(result);
  }

  void fail(StoreUnavailableException e) {
    future.completeExceptionally(e);
  }
}
