package io.usher.bench;

import io.usher.bench.Contestant.BareServlet;
import io.usher.bench.SpeedBench.Effort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * From the moment that a webhook is sent to each post's arrival, at a steady rate; what the ack
 * takes is in it.
 */
final class EndToEnd {

  private static final int PER_SECOND = 300;
  private static final int DESTINATIONS = 3;
  private static final int MOST = 1_000_000;

  private EndToEnd() {}

  static List<String> measure(Effort effort) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("### End to end: " + PER_SECOND + " events/s, " + DESTINATIONS + " posts each");
    lines.add("| who | ack p50 ms | ack p99 ms | post p50 ms | post p99 ms | posts | missing |");
    lines.add("|---|---|---|---|---|---|---|");
    try (Field field = new Field()) {
      for (Contestant contestant : field.contestants()) {
        if (!(contestant instanceof BareServlet)) {
          lines.add(row(contestant, effort));
        }
      }
    }
    return lines;
  }

  private static String row(Contestant contestant, Effort effort) throws Exception {
    try (FastSink sink = new FastSink();
        Server server = contestant.start(sink, DESTINATIONS)) {
      WebhookMaker maker = new WebhookMaker(contestant.path(), 1700, true);
      long[] sentAt = new long[MOST];
      Histogram posts = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
      new Load(server.port(), 32, true, maker::next)
          .at(PER_SECOND, Duration.ofSeconds(effort.warmUp()));
      sink.await(maker.made() * DESTINATIONS, 10);
      long before = sink.taken();
      long first = maker.made();
      sink.tell(
          (number, nanos) -> {
            if (number >= first && number < MOST) {
              posts.recordValue((nanos - sentAt[(int) number]) / 1000);
            }
          });
      Load.Result acks =
          new Load(
                  server.port(),
                  32,
                  true,
                  () -> {
                    sentAt[(int) maker.made()] = System.nanoTime();
                    return maker.next();
                  })
              .at(PER_SECOND, Duration.ofSeconds((long) effort.rounds() * effort.seconds()));
      long expected = (maker.made() - first) * DESTINATIONS;
      sink.await(before + expected, 10);
      return String.format(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.1f | %d | %d |",
          contestant.name(),
          acks.millis(50),
          acks.millis(99),
          posts.getValueAtPercentile(50) / 1000.0,
          posts.getValueAtPercentile(99) / 1000.0,
          sink.taken() - before,
          expected - (sink.taken() - before));
    }
  }
}
