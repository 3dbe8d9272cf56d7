package io.usher.bench;

import io.usher.bench.SpeedBench.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What an event costs a hub that has stored few or many before, in turns on SQLite. */
final class Growth {

  private static final int FEW = 10_000;
  private static final int MANY = 5_000_000;
  private static final int DESTINATIONS = 1;
  private static final int STEADILY_PER_SECOND = 300;
  private static final int STEADY_SECONDS = 20;

  private Growth() {}

  /** One hub with its past. */
  private record Aged(int events, Path database, Server server, WebhookMaker maker, Figures figures)
      implements AutoCloseable {

    static Aged start(int events, FastSink sink)
        throws IOException, InterruptedException, SQLException {
      WebhookMaker maker = new WebhookMaker(Field.SQLITE.path(), 1700, true);
      Path folder = Contestant.newFolder("aged");
      Contestant.Hub.write(folder, sink.port(), DESTINATIONS);
      try (Server first = Field.SQLITE.startOn(folder)) {
        new Load(first.port(), 1, true, maker::next).asFastAsItGoes(10);
        Quiet.await(sink);
      }
      Path database = folder.resolve("data").resolve("usher.db");
      Past.fill(database, events);
      return new Aged(events, database, Field.SQLITE.startOn(folder), maker, new Figures());
    }

    void rush(int seconds) throws IOException {
      Load.Result result = load().asFastAsItGoes(Duration.ofSeconds(seconds));
      figures.acks.add(result.perSecond(202));
      figures.p99.add(result.millis(99));
    }

    /** All that an event makes it do, its delivery and its search among it. */
    void steadily() throws IOException, InterruptedException {
      Duration before = server.cpu();
      load().at(STEADILY_PER_SECOND, Duration.ofSeconds(STEADY_SECONDS));
      TimeUnit.SECONDS.sleep(5);
      double used = server.cpu().minus(before).toMillis() / 1000.0;
      figures.cpuPerThousand.add(used * 1000 / (STEADILY_PER_SECOND * STEADY_SECONDS));
    }

    Load load() {
      return new Load(server.port(), 32, true, maker::next);
    }

    String row() throws IOException {
      return String.format(
          Locale.ROOT,
          "| %,d | %,.0f | %.1f | %.2f | %.1f | %d |",
          events,
          Median.of(figures.acks),
          Median.of(figures.p99),
          Median.of(figures.cpuPerThousand),
          Files.size(database) / 1e9,
          server.peakMegabytes());
    }

    @Override
    public void close() throws InterruptedException {
      server.close();
    }
  }

  private record Figures(List<Double> acks, List<Double> p99, List<Double> cpuPerThousand) {

    Figures() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  static List<String> measure(Effort effort) throws Exception {
    try (FastSink sink = new FastSink();
        Aged few = Aged.start(FEW, sink);
        Aged many = Aged.start(MANY, sink)) {
      List<Aged> both = List.of(few, many);
      for (Aged each : both) {
        each.load().at(1000, Duration.ofSeconds(effort.warmUp()));
        Quiet.await(sink);
      }
      for (int round = 0; round < effort.rounds(); round++) {
        for (Aged each : both) {
          each.rush(effort.seconds());
          Quiet.await(sink);
          each.steadily();
        }
      }
      return List.of(
          "### What an event costs after many others, SQLite, one post each",
          "| stored before | acks/s | p99 ms | CPU s a 1,000 at 300/s, all that follows included | database GB | peak MiB |",
          "|---|---|---|---|---|---|",
          few.row(),
          many.row(),
          String.format(
              Locale.ROOT,
              "| of the first | %.2f | | %.2f | | |",
              Median.of(many.figures.acks) / Median.of(few.figures.acks),
              Median.of(many.figures.cpuPerThousand) / Median.of(few.figures.cpuPerThousand)));
    }
  }
}
