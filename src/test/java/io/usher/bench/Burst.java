package io.usher.bench;

import io.usher.bench.SpeedBench.Effort;
import java.util.List;
import java.util.Locale;

/** An on-sale: 100,000 events as fast as they are acknowledged, by a hub that has just woken up. */
final class Burst {

  private static final int EVENTS = 100_000;
  private static final int WARM_UP = 20_000;
  private static final int DESTINATIONS = 3;

  private Burst() {}

  static List<String> measure(Effort effort) throws Exception {
    try (FastSink sink = new FastSink();
        Server server = Field.SQLITE.start(sink, DESTINATIONS)) {
      WebhookMaker maker = new WebhookMaker(Field.SQLITE.path(), 1700, true);
      new Load(server.port(), 32, true, maker::next).asFastAsItGoes(WARM_UP);
      sink.await((long) WARM_UP * DESTINATIONS, 20);
      long before = sink.taken();
      Load.Result acks = new Load(server.port(), 32, true, maker::next).asFastAsItGoes(EVENTS);
      long during = sink.taken() - before;
      long ended = System.nanoTime();
      boolean all = sink.await(before + EVENTS * (long) DESTINATIONS, 20);
      double drain = (sink.lastNanos() - ended) / 1e9;
      return List.of(
          "### Burst of 100,000 events, three posts each, SQLite, -Xmx256m",
          "| acks/s | ack p50 ms | ack p99 ms | longest ms | posts during it | then deliveries/s | all arrived | peak MiB |",
          "|---|---|---|---|---|---|---|---|",
          String.format(
              Locale.ROOT,
              "| %,.0f | %.1f | %.1f | %.0f | %,d | %,.0f | %s | %d |",
              acks.perSecond(202),
              acks.millis(50),
              acks.millis(99),
              acks.millis(100),
              during,
              (sink.taken() - before - during) / drain,
              all ? "yes" : "no",
              server.peakMegabytes()));
    }
  }
}
