package io.usher.faults.bench;

import io.usher.testing.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long the pages take that people look at. */
final class Lists {

  private static final int TIMES = 5;

  private static final List<String> PAGES =
      List.of(
          "events",
          "events?customer=demo",
          "events?status=ACCEPTED",
          "events?status=UNROUTED",
          "events?type=invoice.refund",
          "events?destination=mail",
          "events?until=2020-01-01T00:00:00Z",
          "events?q=sale-4242",
          "events?q=nobody@example.com",
          "events?q=dana%%20harbour",
          "events?q=whitfield%%20nobody",
          "deliveries",
          "deliveries?customer=demo&destination=crm",
          "deliveries?status=PENDING",
          "deliveries?status=IN_FLIGHT",
          "deliveries?status=RETRYING",
          "deliveries?status=DELIVERED",
          "deliveries?status=DEAD",
          "deliveries?customer=demo&status=DEAD",
          "deliveries?customer=demo&destination=mail&status=DEAD",
          "deliveries?destination=mail",
          "deliveries?type=invoice.refund",
          "deliveries?until=2020-01-01T00:00:00Z",
          "deliveries?since=%s",
          "deliveries?q=sale-4242",
          "deliveries?q=nobody@example.com",
          "deliveries?q=dana%%20harbour",
          "balance",
          "destinations");

  private Lists() {}

  /** The median of some readings of each, in milliseconds. */
  static Map<String, Long> read(HubProcess hub, Path data) throws IOException {
    String token = Files.readString(data.resolve("cli-token")).strip();
    Map<String, Long> took = new TreeMap<>();
    for (String page : PAGES) {
      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        long began = System.nanoTime();
        hub.text("/api/v1/" + page.formatted(Instant.now().minusSeconds(60)), token);
        millis.add((System.nanoTime() - began) / 1_000_000);
      }
      took.put(page, Quantile.median(millis));
    }
    return took;
  }
}
