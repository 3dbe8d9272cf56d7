package io.usher.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long claims take on a store that no hub works on. */
public final class ClaimTimes {

  private static final int WARM_UP = 50;
  private static final int TIMES = 200;
  private static final int A_CLAIM = 8;

  private ClaimTimes() {}

  /**
   * The median of many claims of eight, in microseconds, commit included. What is claimed is given
   * back.
   *
   * @param url empty for SQLite in the data folder
   */
  public static long median(String url, Path data, String customer, String destination)
      throws Exception {
    DestinationTerms terms = DestinationTerms.of(customer, destination, Duration.ofMinutes(1));
    List<Long> micros = new ArrayList<>();
    try (StoreParts store = open(url, data)) {
      for (int i = 0; i < WARM_UP + TIMES; i++) {
        long began = System.nanoTime();
        Claim<ClaimedDelivery> claim = store.deliveries.claim(terms, A_CLAIM).join();
        micros.add((System.nanoTime() - began) / 1000);
        for (ClaimedDelivery claimed : claim.items()) {
          store.deliveries.giveBack(claimed).join();
        }
      }
    }
    return micros.stream().skip(WARM_UP).sorted().toList().get(TIMES / 2);
  }

  private static StoreParts open(String url, Path data) throws Exception {
    SteadyClock clock = new SteadyClock();
    return url.isEmpty() ? StoreParts.sqlite(data, clock) : StoreParts.postgres(url, data, clock);
  }
}
