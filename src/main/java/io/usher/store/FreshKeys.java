package io.usher.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of events that the database's index by keys doesn't hold yet, each as a hash of 64 bits
 * with the event's id. What it says must be compared with the event itself: two keys may have one
 * hash, and an event may never have been committed. Takes 24 bytes of memory for each slot, twice
 * as many slots as keys or more. Safe for all threads.
 */
final class FreshKeys {

  /** More than so many are not kept in memory but entered in the index at once. */
  static final int MOST = 500_000;

  private static final int LEAST_SLOTS = 1024;

  private final int most;
  private long[] hashes = new long[LEAST_SLOTS];
  private long[] highs = new long[LEAST_SLOTS];
  private long[] lows = new long[LEAST_SLOTS];
  private int size;

  FreshKeys() {
    this(MOST);
  }

  FreshKeys(int most) {
    this.most = most;
  }

  /** Never 0, which marks a slot that is free. */
  static long hash(String customer, String source, String key) {
    long hash = mix(mix(mix(0, customer), source), key);
    hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }

  private static long mix(long hash, String text) {
    long mixed = hash * 31 + text.length();
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x9e3779b97f4a7c15L;
      mixed ^= mixed >>> 29;
    }
    return mixed;
  }

  /** The event that has a key of this hash; null if none has. */
  synchronized @Nullable String find(long hash) {
    int slot = slot(hash);
    return hashes[slot] == 0 ? null : new UUID(highs[slot], lows[slot]).toString();
  }

  /**
   * @return false, and nothing is changed, when another has this hash or there is no room
   */
  synchronized boolean add(long hash, String id) {
    int slot = slot(hash);
    if (hashes[slot] != 0 || size >= most) {
      return false;
    }
    UUID uuid = UUID.fromString(id);
    set(slot, hash, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    size++;
    if (size * 2 > hashes.length) {
      resize(hashes.length * 2);
    }
    return true;
  }

  /** Does nothing if another event has this hash, or none. */
  synchronized void remove(long hash, String id) {
    int slot = slot(hash);
    UUID uuid = UUID.fromString(id);
    if (hashes[slot] == 0
        || highs[slot] != uuid.getMostSignificantBits()
        || lows[slot] != uuid.getLeastSignificantBits()) {
      return;
    }
    size--;
    close(slot);
    if (hashes.length > LEAST_SLOTS && size * 8 < hashes.length) {
      resize(hashes.length / 2);
    }
  }

  /** How many there are. */
  synchronized int size() {
    return size;
  }

  /** Where this hash is, or would be. */
  private int slot(long hash) {
    int slot = home(hash);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(long hash) {
    return (int) hash & hashes.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & hashes.length - 1;
  }

  private void set(int slot, long hash, long high, long low) {
    hashes[slot] = hash;
    highs[slot] = high;
    lows[slot] = low;
  }

  /** Moves up what would not be found behind a free slot any more (linear probing). */
  private void close(int freed) {
    int free = freed;
    hashes[free] = 0;
    for (int at = next(free); hashes[at] != 0; at = next(at)) {
      int home = home(hashes[at]);
      boolean stays = free < at ? free < home && home <= at : free < home || home <= at;
      if (!stays) {
        set(free, hashes[at], highs[at], lows[at]);
        hashes[at] = 0;
        free = at;
      }
    }
  }

  private void resize(int slots) {
    long[] oldHashes = hashes;
    long[] oldHighs = highs;
    long[] oldLows = lows;
    hashes = new long[slots];
    highs = new long[slots];
    lows = new long[slots];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) {
        set(slot(oldHashes[i]), oldHashes[i], oldHighs[i], oldLows[i]);
      }
    }
  }
}
