package io.usher.metric;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many sources or destinations a metric tells apart. Each makes a series of its own, which
 * costs memory here and at Prometheus for as long as the hub runs; those beyond the limit share
 * one. Safe for all threads.
 */
public final class SeriesLimit {

  /** What stands in a label for all that came after the limit was reached. */
  public static final String OTHER = "other";

  /** What stands in a label that has no value. */
  public static final String NONE = "-";

  private static final int MOST = 500;

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final int most;

  public SeriesLimit() {
    this(MOST);
  }

  SeriesLimit(int most) {
    this.most = most;
  }

  /** Whether this name has a series of its own; the first ones do, until the hub ends. */
  public boolean admits(String name) {
    return known.contains(name) || (known.size() < most && known.add(name));
  }
}
