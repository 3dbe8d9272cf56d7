package io.usher.cli.simulator;

import io.usher.cli.terminal.CommandFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Workers that take the next number when it is due; nothing waits in a queue, however many. */
record Crew(int workers, Pace pace) {

  void work(long total, LongConsumer job) {
    AtomicLong next = new AtomicLong();
    Callable<Void> worker =
        () -> {
          for (long n = next.getAndIncrement(); n < total; n = next.getAndIncrement()) {
            pace.await(n);
            runOrStopAll(job, n, next, total);
          }
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(threads.submit(worker));
      }
      awaitAll(running);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void runOrStopAll(LongConsumer job, long n, AtomicLong next, long total) {
    try {
      job.accept(n);
    } catch (RuntimeException failed) {
      next.set(total);
      throw failed;
    }
  }

  private static void awaitAll(List<Future<Void>> running) {
    try {
      for (Future<Void> worker : running) {
        worker.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(CommandFailed.FAILED, "Stopped.");
    }
  }
}
