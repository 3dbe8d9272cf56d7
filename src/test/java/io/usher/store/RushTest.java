package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RushTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Rush rush = new Rush(nanos::get, 2);

  @Test
  void fewWebhooksAreNoRush() {
    come(2000, 1000);
    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void moreThanTheCoresWorkOffAreOne() {
    come(4000, 500);
    assertThat(rush.isOn()).isTrue();
  }

  @Test
  void itEndsSoonAfterTheLastOfThem() {
    come(4000, 500);
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(rush.isOn()).isFalse();
  }

  @Test
  void aFewAtOnceAfterALongPauseAreNone() {
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    for (int i = 0; i < 200; i++) {
      rush.oneMore();
    }
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
    rush.oneMore();
    assertThat(rush.isOn()).isFalse();
  }

  private void come(int webhooks, int withinMillis) {
    for (int i = 0; i < webhooks; i++) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(withinMillis) / webhooks);
      rush.oneMore();
    }
  }
}
