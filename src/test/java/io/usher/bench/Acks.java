package io.usher.bench;

import io.usher.bench.Contestant.BareServlet;
import io.usher.bench.SpeedBench.Effort;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many webhooks are acknowledged a second by as many connections as there are, in turns. */
final class Acks {

  private static final int CONNECTIONS = 32;
  private static final int BYTES = 1700;
  private static final int DESTINATIONS = 3;
  private static final int MOST_GUARDS = 4;
  private static final int GENTLY_PER_SECOND = 1000;

  private Acks() {}

  /** One contestant, kept running for all rounds. */
  private record Runner(
      Contestant contestant,
      Server server,
      WebhookMaker maker,
      List<Double> rates,
      List<Double> p50,
      List<Double> p99,
      List<Double> cpuPerThousand,
      List<Double> others)
      implements AutoCloseable {

    Runner(Contestant contestant, Server server, int bytes) {
      this(
          contestant,
          server,
          new WebhookMaker(contestant.path(), bytes, true),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void warmUp(int seconds) throws IOException {
      load().asFastAsItGoes(Duration.ofSeconds(seconds), contestant.mostToWarmUp());
    }

    /** So many a second that no backlog comes of it, which would take minutes to deliver. */
    void warmUpGently(int seconds) throws IOException {
      load().at(GENTLY_PER_SECOND, Duration.ofSeconds(seconds));
    }

    /** What was measured before counts no more. */
    void forget() {
      List.of(rates, p50, p99, cpuPerThousand, others).forEach(List::clear);
    }

    void turn(int seconds) throws IOException {
      Duration before = server.cpu();
      Load.Result result = load().asFastAsItGoes(Duration.ofSeconds(seconds));
      double used = server.cpu().minus(before).toMillis() / 1000.0;
      double taken = result.perSecond(contestant.taken()) * result.seconds();
      rates.add(result.perSecond(contestant.taken()));
      p50.add(result.millis(50));
      p99.add(result.millis(99));
      cpuPerThousand.add(used * 1000 / Math.max(1, taken));
      others.add((double) result.others(contestant.taken()));
    }

    private Load load() {
      return new Load(server.port(), CONNECTIONS, true, maker::next);
    }

    double rate() {
      return Median.of(rates);
    }

    String row(double ceiling) throws IOException {
      return String.format(
          Locale.ROOT,
          "| %s | %,.0f | %.2f | %.1f | %.1f | %.2f | %d | %.0f |",
          contestant.name(),
          rate(),
          rate() / ceiling,
          Median.of(p50),
          Median.of(p99),
          Median.of(cpuPerThousand),
          server.peakMegabytes(),
          others.stream().mapToDouble(Double::doubleValue).sum());
    }

    @Override
    public void close() throws InterruptedException {
      server.close();
    }
  }

  static List<String> measure(Effort effort) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add(
        "### Acks: "
            + BYTES
            + " bytes, "
            + CONNECTIONS
            + " connections, "
            + DESTINATIONS
            + " posts an event under way");
    lines.add(
        "| who | acks/s | of the ceiling | p50 ms | p99 ms | CPU s a 1,000 | peak MiB | not taken |");
    lines.add("|---|---|---|---|---|---|---|---|");
    try (FastSink sink = new FastSink();
        Field field = new Field()) {
      List<Runner> runners = run(field.contestants(), sink, effort, BYTES);
      double ceiling = runners.get(0).rate();
      for (Runner runner : runners) {
        lines.add(runner.row(ceiling));
        runner.close();
      }
    }
    return lines;
  }

  /** Other sizes of the body, hub and ceiling only. */
  static List<String> sizes(Effort effort) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("### Acks by the body's size, SQLite");
    lines.add("| bytes | bare servlet/s | hub/s | of the ceiling | p99 ms |");
    lines.add("|---|---|---|---|---|");
    for (int bytes : new int[] {300, 1700, 20_000, 200_000}) {
      try (FastSink sink = new FastSink()) {
        List<Runner> runners = run(List.of(new BareServlet(), Field.SQLITE), sink, effort, bytes);
        double ceiling = runners.get(0).rate();
        Runner hub = runners.get(1);
        lines.add(
            String.format(
                Locale.ROOT,
                "| %,d | %,.0f | %,.0f | %.2f | %.1f |",
                bytes,
                ceiling,
                hub.rate(),
                hub.rate() / ceiling,
                Median.of(hub.p99())));
        for (Runner runner : runners) {
          runner.close();
        }
      }
    }
    return lines;
  }

  /**
   * Whether the hub's share of the ceiling is still what it was, but for a quarter. Others on the
   * machine only lower it, and so does a compiler that isn't done yet on a slow one; a low one is
   * measured again, on the same hub after more load, before it counts.
   */
  static boolean guard(Effort effort, double committed) throws Exception {
    try (FastSink sink = new FastSink()) {
      List<Runner> runners = startGently(List.of(new BareServlet(), Field.SQLITE), sink, effort);
      boolean kept = false;
      for (int i = 1; i <= MOST_GUARDS && !kept; i++) {
        for (Runner runner : runners) {
          runner.forget();
        }
        turns(runners, sink, effort);
        double share = runners.get(1).rate() / runners.get(0).rate();
        System.out.printf(
            Locale.ROOT, "Acks are %.2f of the ceiling; %.2f are committed%n", share, committed);
        kept = share >= committed * 0.75;
        if (!kept && i < MOST_GUARDS) {
          runners.get(1).warmUpGently(effort.warmUp());
          Quiet.await(sink);
        }
      }
      for (Runner runner : runners) {
        runner.close();
      }
      return kept;
    }
  }

  private static List<Runner> run(
      List<Contestant> contestants, FastSink sink, Effort effort, int bytes) throws Exception {
    List<Runner> runners = start(contestants, sink, effort.warmUp(), bytes);
    turns(runners, sink, effort);
    return runners;
  }

  private static List<Runner> start(
      List<Contestant> contestants, FastSink sink, int warmUp, int bytes) throws Exception {
    List<Runner> runners = new ArrayList<>();
    for (Contestant contestant : contestants) {
      Runner runner = new Runner(contestant, contestant.start(sink, DESTINATIONS), bytes);
      runner.warmUp(warmUp);
      runners.add(runner);
      Quiet.await(sink);
    }
    return runners;
  }

  private static List<Runner> startGently(
      List<Contestant> contestants, FastSink sink, Effort effort) throws Exception {
    List<Runner> runners = start(contestants, sink, 0, BYTES);
    for (Runner runner : runners) {
      runner.warmUpGently(effort.warmUp());
      Quiet.await(sink);
    }
    return runners;
  }

  private static void turns(List<Runner> runners, FastSink sink, Effort effort) throws Exception {
    for (int round = 0; round < effort.rounds(); round++) {
      for (Runner runner : runners) {
        runner.turn(effort.seconds());
        if (round + 1 < effort.rounds() || runners.indexOf(runner) + 1 < runners.size()) {
          Quiet.await(sink);
        }
      }
    }
  }
}
