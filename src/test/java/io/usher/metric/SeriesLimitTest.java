package io.usher.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesLimitTest {

  @Test
  void theFirstKeepTheirSeriesAndTheRestShareOne() {
    SeriesLimit limit = new SeriesLimit(2);
    assertThat(limit.admits("demo/salesforce")).isTrue();
    assertThat(limit.admits("demo/receipts")).isTrue();
    assertThat(limit.admits("venue2/receipts")).isFalse();
    assertThat(limit.admits("demo/salesforce")).isTrue();
  }
}
