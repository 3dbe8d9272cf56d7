package io.usher.access;

import io.usher.store.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers for a while which password was right, as a fingerprint: scripts send theirs with every
 * call, and bcrypt is slow on purpose. The user's stored hash is part of the fingerprint, so a
 * changed password is forgotten at once. Safe for all threads.
 */
final class VerifiedPasswords {

  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final Keyed keyed = new Keyed();
  private final Clock clock;
  private final Map<String, Instant> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST;
        }
      };

  VerifiedPasswords(Clock clock) {
    this.clock = clock;
  }

  boolean knows(User user, String password) {
    String fingerprint = fingerprint(user, password);
    synchronized (known) {
      Instant until = known.get(fingerprint);
      return until != null && clock.instant().isBefore(until);
    }
  }

  void remember(User user, String password) {
    String fingerprint = fingerprint(user, password);
    synchronized (known) {
      known.put(fingerprint, clock.instant().plus(REMEMBERED));
    }
  }

  private String fingerprint(User user, String password) {
    return keyed.of(user.name(), user.passwordHash(), password);
  }
}
