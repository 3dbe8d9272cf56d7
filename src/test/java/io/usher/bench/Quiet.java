package io.usher.bench;

import java.util.concurrent.TimeUnit;

/**
 * Waits until one contestant's backlog is gone, so that it takes nothing of the next one's turn.
 */
final class Quiet {

  private Quiet() {}

  static void await(FastSink sink) throws InterruptedException {
    sink.await(Long.MAX_VALUE, 2);
    TimeUnit.MILLISECONDS.sleep(200);
  }
}
