package io.usher.store;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which keys the database's index by keys may hold, so that one that is new need not be looked for
 * in it: that takes as long as storing the event, for keys are random and so are the pages they are
 * on. A Bloom filter ("Space/Time Trade-offs in Hash Coding with Allowable Errors", 1970) of 4 MiB;
 * up to 3.5 million keys it is wrong of one in a hundred, and that one is looked for after all.
 * Made once so many events have come that it pays, and of no use until it has read the index. Safe
 * for all threads but where a method says whose it is.
 */
final class IndexedKeys implements AutoCloseable {

  /** A hub that takes less between two starts does better without. */
  static final int PAYS_FROM = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(IndexedKeys.class);
  private static final int KEYS = 3_500_000;
  private static final double WRONG = 0.01;
  private static final int READ_AT_A_TIME = 2_000;

  /** A quarter of a core while it reads. */
  private static final int RESTS_FOR_EACH_READ = 3;

  static final String NEXT =
      """
      SELECT customer, source, event_key FROM events
      WHERE fresh = 0 AND (customer, source, event_key) > (?, ?, ?)
      ORDER BY customer, source, event_key LIMIT ?""";

  private final JdbcClient reader;
  private final int paysFrom;
  private final Thread thread = new Thread(this::readAll, "usher-keys");
  private final CountDownLatch closed = new CountDownLatch(1);
  private int came;
  private volatile @Nullable BloomFilter<Long> filter;
  private volatile boolean complete;

  /**
   * @param paysFrom how many events must have come
   */
  IndexedKeys(JdbcClient reader, int paysFrom) {
    this.reader = reader;
    this.paysFrom = paysFrom;
    thread.setDaemon(true);
  }

  /**
   * Called by the writer's thread, of which there is one, when it begins with another group: what
   * it wrote before is committed, so a reader sees it, and what it writes from now on is added
   * here.
   *
   * @param events how many come in this group
   */
  void beginGroup(int events) {
    came = Math.min(came + events, paysFrom);
    if (came == paysFrom && filter == null) {
      filter = BloomFilter.create(Funnels.longFunnel(), KEYS, WRONG);
      thread.start();
    }
  }

  /**
   * Whether the index must be asked for a key of this hash.
   *
   * @param hash as {@link FreshKeys#hash} makes it
   */
  boolean mayHold(long hash) {
    BloomFilter<Long> known = filter;
    return !complete || known == null || known.mightContain(hash);
  }

  /** The index holds a key of this hash, or is about to. */
  void add(long hash) {
    BloomFilter<Long> known = filter;
    if (known != null) {
      known.put(hash);
    }
  }

  private void readAll() {
    try {
      Key last = new Key("", "", "");
      long began = System.nanoTime();
      for (List<Key> some = after(last); !some.isEmpty(); some = after(last)) {
        some.forEach(key -> add(key.hash()));
        last = some.get(some.size() - 1);
        if (rests((System.nanoTime() - began) * RESTS_FOR_EACH_READ)) {
          return;
        }
        began = System.nanoTime();
      }
      complete = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (closed.getCount() > 0) {
        LOG.warn(
            "The keys of stored events can't be read ({}), so each new one is looked for in the database. That is"
                + " right but slower, until the hub is started again.",
            e.toString());
      }
    }
  }

  /** Returns whether it is to end. */
  private boolean rests(long nanos) throws InterruptedException {
    return closed.await(nanos, TimeUnit.NANOSECONDS);
  }

  private List<Key> after(Key last) {
    return reader
        .sql(NEXT)
        .params(last.customer, last.source, last.key, READ_AT_A_TIME)
        .query((row, n) -> new Key(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** Ends what reads. */
  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join(Duration.ofSeconds(10).toMillis());
  }

  private record Key(String customer, String source, String key) {
    long hash() {
      return FreshKeys.hash(customer, source, key);
    }
  }
}
