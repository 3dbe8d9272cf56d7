package io.usher.bench;

import io.usher.bench.Contestant.BareServlet;
import io.usher.bench.SpeedBench.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast a backlog goes to the sink: three posts an event, after a burst of events. */
final class Deliveries {

  private static final int DESTINATIONS = 3;
  private static final int EVENTS = 8_000;

  private Deliveries() {}

  static List<String> measure(Effort effort) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(
        "### Deliveries: "
            + DESTINATIONS
            + " posts an event, from the first webhook to the last post");
    lines.add("| who | deliveries/s | CPU s a 1,000 | peak MiB | missing |");
    lines.add("|---|---|---|---|---|");
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
    List<Double> rates = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    long missing = 0;
    try (FastSink sink = new FastSink();
        Server server = contestant.start(sink, DESTINATIONS)) {
      WebhookMaker maker = new WebhookMaker(contestant.path(), 1700, true);
      for (int round = -2; round < effort.rounds(); round++) {
        long before = sink.taken();
        double used = server.cpu().toMillis();
        long began = System.nanoTime();
        new Load(server.port(), 32, true, maker::next).asFastAsItGoes(EVENTS);
        sink.await(before + EVENTS * (long) DESTINATIONS, 10);
        long took = sink.taken() - before;
        if (round >= 0) {
          rates.add(took / ((sink.lastNanos() - began) / 1e9));
          cpu.add((server.cpu().toMillis() - used) / took);
          missing += EVENTS * (long) DESTINATIONS - took;
        }
      }
      return String.format(
          Locale.ROOT,
          "| %s | %,.0f | %.2f | %d | %d |",
          contestant.name(),
          Median.of(rates),
          Median.of(cpu),
          server.peakMegabytes(),
          missing);
    }
  }
}
