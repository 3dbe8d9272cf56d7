package io.usher.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bodies of all webhooks that are under way within a part of the memory, however many
 * senders there are and however large their webhooks. One that finds no room waits for it before
 * its body is read. Safe for all threads.
 */
final class BodyRoom {

  private static final int BLOCK = 1024;

  /** A full hub is told from a busy one by then; senders wait for longer than that. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final int blocks;
  private final Semaphore free;
  private final Duration longest;

  /**
   * @param bytes at least that of the largest body that is taken
   */
  BodyRoom(long bytes) {
    this(bytes, LONGEST_WAIT);
  }

  BodyRoom(long bytes, Duration longest) {
    this.blocks = blocks(bytes);
    this.free = new Semaphore(blocks);
    this.longest = longest;
  }

  /**
   * @return what is to be closed once the webhook is answered; null if others have the room now
   */
  @Nullable Held tryTake(long bytes) {
    int wanted = wanted(bytes);
    return free.tryAcquire(wanted) ? new Held(wanted) : null;
  }

  /**
   * Waits for room.
   *
   * @return what is to be closed once the webhook is answered
   * @throws Refusal when others kept all of it for too long
   */
  Held take(long bytes) {
    int wanted = wanted(bytes);
    if (!waitFor(wanted)) {
      throw new Refusal(
          503,
          "busy",
          "The webhooks under way take all of the memory that is meant for them (usher.webhook.memory). Send it again in a few seconds.");
    }
    return new Held(wanted);
  }

  private int wanted(long bytes) {
    return Math.min(blocks(bytes), blocks);
  }

  private boolean waitFor(int wanted) {
    try {
      return free.tryAcquire(wanted, longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int blocks(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, (bytes + BLOCK - 1) / BLOCK));
  }

  /** A webhook's part of the room. */
  final class Held implements AutoCloseable {

    private final AtomicInteger held;

    private Held(int held) {
      this.held = new AtomicInteger(held);
    }

    /** Does nothing the second time. */
    @Override
    public void close() {
      free.release(held.getAndSet(0));
    }
  }
}
