package io.usher.faults.bench;

import java.util.List;

/** The value below which a share of all lies. */
final class Quantile {

  private Quantile() {}

  /** Zero of nothing. */
  static long of(List<Long> values, double share) {
    List<Long> sorted;
    synchronized (values) {
      sorted = values.stream().sorted().toList();
    }
    int last = sorted.size() - 1;
    return last < 0 ? 0 : sorted.get((int) Math.min(last, Math.floor(share * sorted.size())));
  }

  static long median(List<Long> values) {
    return of(values, 0.5);
  }
}
