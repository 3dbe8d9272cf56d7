package io.usher.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after a few wrong passwords each further one costs a longer wait. It counts
 * per user and place, where a place is an address or a browser that signed in before, so a stranger
 * who guesses keeps nobody else out. Safe for all threads.
 */
final class Attempts {

  static final int FREE = 4;
  static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);
  private static final int MOST = 10_000;

  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST;
        }
      };

  Attempts(Clock clock) {
    this.clock = clock;
  }

  private record Failures(int count, Instant last, Instant until) {}

  /**
   * Begins a try, if one may be made now; counted before the password is looked at, so that many at
   * once count as many.
   *
   * @return how long to wait before the next one; zero when this one may go on
   */
  synchronized Duration begin(String key) {
    Instant now = clock.instant();
    Failures known = failures.get(key);
    boolean fresh = known == null || known.last.plus(FORGOTTEN_AFTER).isBefore(now);
    if (!fresh && now.isBefore(known.until)) {
      return Duration.between(now, known.until);
    }
    int count = fresh ? 1 : known.count + 1;
    failures.put(key, new Failures(count, now, now.plus(waitAfter(count))));
    return Duration.ZERO;
  }

  synchronized void succeeded(String key) {
    failures.remove(key);
  }

  private static Duration waitAfter(int count) {
    if (count <= FREE) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(count - FREE, 20));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }
}
