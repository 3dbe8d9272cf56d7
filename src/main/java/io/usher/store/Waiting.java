package io.usher.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A write with whoever waits for it: run by a writer's thread, told by the answers' thread. */
abstract class Waiting<T> {

  final CompletableFuture<T> future = new CompletableFuture<>();
  private @Nullable T result;

  /** Runs all of a group, those of one kind together. */
  static void runAll(List<Waiting<?>> group, SqlSession sql) throws SQLException {
    Map<SqlWrites<?, ?>, List<OneOfMany<?, ?>>> kinds = new LinkedHashMap<>();
    for (Waiting<?> waiting : group) {
      if (waiting instanceof OneOfMany<?, ?> one) {
        kinds.computeIfAbsent(one.kind, k -> new ArrayList<>()).add(one);
      } else {
        waiting.run(sql);
      }
    }
    for (List<OneOfMany<?, ?>> many : kinds.values()) {
      runTogether(many, sql);
    }
  }

  // All of a kind have its types.
  @SuppressWarnings("unchecked")
  private static <A, T> void runTogether(List<OneOfMany<?, ?>> many, SqlSession sql)
      throws SQLException {
    SqlWrites<A, T> kind = (SqlWrites<A, T>) many.get(0).kind;
    List<A> arguments = new ArrayList<>(many.size());
    many.forEach(one -> arguments.add((A) one.argument));
    List<T> results = kind.run(sql, arguments);
    for (int i = 0; i < many.size(); i++) {
      ((OneOfMany<A, T>) many.get(i)).ran(results.get(i));
    }
  }

  abstract void run(SqlSession sql) throws SQLException;

  /** Whether no transaction may hold it. */
  boolean isAlone() {
    return false;
  }

  final void ran(T result) {
    this.result = result;
  }

  final void complete() {
    future.complete(result);
  }

  final void fail(StoreUnavailableException e) {
    future.completeExceptionally(e);
  }

  static final class One<T> extends Waiting<T> {

    private final SqlWrite<T> write;
    private final boolean alone;

    One(SqlWrite<T> write, boolean alone) {
      this.write = write;
      this.alone = alone;
    }

    @Override
    void run(SqlSession sql) throws SQLException {
      ran(write.run(sql));
    }

    @Override
    boolean isAlone() {
      return alone;
    }
  }

  static final class OneOfMany<A, T> extends Waiting<T> {

    private final SqlWrites<A, T> kind;
    private final A argument;

    OneOfMany(SqlWrites<A, T> kind, A argument) {
      this.kind = kind;
      this.argument = argument;
    }

    @Override
    void run(SqlSession sql) throws SQLException {
      ran(kind.run(sql, List.of(argument)).get(0));
    }
  }
}
