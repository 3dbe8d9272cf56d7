package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RushTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Rush rush = new Rush(nanos::get, 2);

  @Test
  void fewThatWaitAreNoRush() {
    come(6);
    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void moreThanTheCoresStoreForATenthOfASecondAreOne() {
    for (int i = 0; i < 4; i++) {
      come(7);
      answer(7);
      assertThat(rush.isOn()).as("after %d ms", i * 30).isFalse();
      pass(30);
    }
    come(7);
    assertThat(rush.isOn()).isTrue();
  }

  /** The disk, or the collector, kept all of them waiting. */
  @Test
  void aMomentInWhichManyWaitIsNone() {
    for (int i = 0; i < 100; i++) {
      come(20);
      pass(20);
      come(20);
      answer(40);
      assertThat(rush.isOn()).isFalse();
      pass(60);
    }
  }

  @Test
  void manyOneAfterTheOtherAreNone() {
    for (int i = 0; i < 10_000; i++) {
      come(6);
      answer(6);
    }
    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void itEndsSoonAfterTheLastOfThem() {
    for (int i = 0; i < 11; i++) {
      come(7);
      answer(7);
      pass(10);
    }
    pass(189);
    assertThat(rush.isOn()).isTrue();
    pass(1);
    assertThat(rush.isOn()).isFalse();
    come(7);
    assertThat(rush.isOn()).as("the next begins anew").isFalse();
  }

  private void pass(int millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void come(int webhooks) {
    for (int i = 0; i < webhooks; i++) {
      rush.came();
    }
  }

  private void answer(int webhooks) {
    for (int i = 0; i < webhooks; i++) {
      rush.answered();
    }
  }
}
