package io.usher.bench;

import io.usher.bench.SpeedBench.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** From the command to the first 202, on a store that exists; then what the idle hub takes. */
final class Startup {

  private static final int IDLE_SECONDS = 30;

  private Startup() {}

  static List<String> measure(Effort effort) throws Exception {
    try (FastSink sink = new FastSink()) {
      Path folder = Contestant.newFolder("start");
      Contestant.Hub.write(folder, sink.port(), 3);
      Field.SQLITE.startOn(folder).close();
      List<Double> seconds = new ArrayList<>();
      WebhookMaker maker = new WebhookMaker(Field.SQLITE.path(), 1700, true);
      for (int round = 0; round < effort.rounds(); round++) {
        long began = System.nanoTime();
        try (Server server = Field.SQLITE.startOn(folder)) {
          new Load(server.port(), 1, true, maker::next).asFastAsItGoes(1);
          seconds.add((System.nanoTime() - began) / 1e9);
        }
      }
      return List.of(
          "### Start and idle, SQLite, Java " + Runtime.version().feature(),
          "| start to first ack, s | idle resident MiB | idle CPU, % of a core |",
          "|---|---|---|",
          idle(folder, seconds));
    }
  }

  private static String idle(Path folder, List<Double> seconds) throws Exception {
    try (Server server = Field.SQLITE.startOn(folder)) {
      TimeUnit.SECONDS.sleep(10);
      Duration before = server.cpu();
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      double used = server.cpu().minus(before).toMillis() / 1000.0;
      return String.format(
          Locale.ROOT,
          "| %.1f | %d | %.2f |",
          Median.of(seconds),
          server.residentMegabytes(),
          used * 100 / IDLE_SECONDS);
    }
  }
}
