package io.usher.bench;

import java.util.concurrent.TimeUnit;

/**
 * Waits until one contestant's backlog is gone, so that it takes nothing of the next one's turn.
 */
final class Quiet {

  private static final int LOOK_MS = 400;
  private static final int CALM_LOOKS = 2;
  private static final int MOST_LOOKS = 100;

  private Quiet() {}

  static void await(FastSink sink) throws InterruptedException {
    sink.await(Long.MAX_VALUE, 2);
    TimeUnit.MILLISECONDS.sleep(200);
  }

  /** Likewise where nothing is delivered: until the server does next to nothing. */
  static void await(Server server) throws InterruptedException {
    int calm = 0;
    for (int looks = 0; calm < CALM_LOOKS && looks < MOST_LOOKS; looks++) {
      long before = server.cpu().toMillis();
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
      calm = server.cpu().toMillis() - before < LOOK_MS / 8 ? calm + 1 : 0;
    }
  }
}
