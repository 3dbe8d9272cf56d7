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

  /** How long until the next try counts; zero when it may be made now. */
  synchronized Duration untilNext(String key) {
    Failures known = failures.get(key);
    Instant now = clock.instant();
    if (known == null || known.last.plus(FORGOTTEN_AFTER).isBefore(now)) {
      return Duration.ZERO;
    }
    return now.isBefore(known.until) ? Duration.between(now, known.until) : Duration.ZERO;
  }

  /** Before the password is looked at, so that many tries at once count as many. */
  synchronized void begin(String key) {
    Instant now = clock.instant();
    Failures known = failures.get(key);
    boolean fresh = known == null || known.last.plus(FORGOTTEN_AFTER).isBefore(now);
    int count = fresh ? 1 : known.count + 1;
    failures.put(key, new Failures(count, now, now.plus(waitAfter(count))));
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
