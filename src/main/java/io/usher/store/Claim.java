package io.usher.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a claim brought.
 *
 * @param items held until their lease ends
 * @param nextDue when the next row becomes due; null when none is waiting for a time
 */
public record Claim<T>(List<T> items, @Nullable Instant nextDue) {

  static <T> Claim<T> none(@Nullable Instant nextDue) {
    return new Claim<>(List.of(), nextDue);
  }
}
