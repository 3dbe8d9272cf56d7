package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WritersTurnTest {

  private final Semaphore writing = new Semaphore(1);
  private final WritersTurn one = new WritersTurn(writing);
  private final WritersTurn other = new WritersTurn(writing);

  @Test
  void theOtherGoesWhenOneHasWritten() throws Exception {
    one.await(() -> 1);
    CompletableFuture<Void> waits = awaiting(other);
    one.end();
    waits.get(1, TimeUnit.SECONDS);
    assertThat(writing.availablePermits()).isZero();
    other.end();
    assertThat(writing.availablePermits()).isOne();
  }

  @Test
  void enoughThatWaitsGoesAtOnce() throws Exception {
    one.await(() -> 1);
    other.await(() -> 64);
    other.end();
    assertThat(writing.availablePermits()).isZero();
    one.end();
    assertThat(writing.availablePermits()).isOne();
  }

  @Test
  void oneThatHangsHoldsUpNobodyForLong() throws Exception {
    one.await(() -> 1);
    awaiting(other).get(5, TimeUnit.SECONDS);
  }

  @Test
  void endingTwiceGivesOnePermitBack() throws Exception {
    one.await(() -> 1);
    one.end();
    one.end();
    assertThat(writing.availablePermits()).isOne();
  }

  private static CompletableFuture<Void> awaiting(WritersTurn turn) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            turn.await(() -> 1);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
