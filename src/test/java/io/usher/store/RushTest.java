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
  void moreThanTheCoresStoreAtATimeAreOne() {
    come(7);
    assertThat(rush.isOn()).isTrue();
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
    come(7);
    answer(7);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(199));
    assertThat(rush.isOn()).isTrue();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
    assertThat(rush.isOn()).isFalse();
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
