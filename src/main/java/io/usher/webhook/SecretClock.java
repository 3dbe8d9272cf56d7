package io.usher.webhook;

import io.usher.customer.Source;
import io.usher.store.SecretUses;
import io.usher.store.SecretUses.Use;
import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Remembers when each secret last matched, so that a person who changes one sees when the old one
 * can go. Webhooks only set a number; once a minute the numbers are written.
 */
@Component
public class SecretClock {

  private static final Logger LOG = LoggerFactory.getLogger(SecretClock.class);
  private static final int LENGTH = 8;

  private final SecretUses uses;
  private final Clock clock;
  private final Map<Source, AtomicLongArray> matched = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "usher-secret-clock");
            thread.setDaemon(true);
            return thread;
          });

  SecretClock(SecretUses uses, Clock clock) {
    this.uses = uses;
    this.clock = clock;
    timer.scheduleWithFixedDelay(this::flush, 1, 1, TimeUnit.MINUTES);
  }

  void matched(Source source, int secret) {
    matched
        .computeIfAbsent(source, s -> new AtomicLongArray(s.secrets().size()))
        .set(secret, clock.millis());
  }

  private CompletableFuture<Integer> write() {
    List<Use> used = new ArrayList<>();
    for (Source source : List.copyOf(matched.keySet())) {
      AtomicLongArray times = matched.remove(source);
      for (int i = 0; times != null && i < times.length(); i++) {
        if (times.get(i) > 0) {
          used.add(
              new Use(
                  source.customer(),
                  source.name(),
                  fingerprint(source, i),
                  Instant.ofEpochMilli(times.get(i))));
        }
      }
    }
    return used.isEmpty() ? CompletableFuture.completedFuture(0) : uses.used(used);
  }

  /** Whatever was remembered is written now; where the store can't, it is lost. */
  public void flush() {
    try {
      write().join();
    } catch (CompletionException e) {
      LOG.warn("When secrets were last used could not be written: {}", e.getMessage());
    }
  }

  @PreDestroy
  void close() {
    timer.shutdownNow();
    flush();
  }

  /** Tells one secret of a source from another, and nothing else about it. */
  public static String fingerprint(Source source, int secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (source + "\n" + source.secrets().get(secret)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
