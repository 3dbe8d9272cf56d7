package io.usher.bench;

import io.usher.bench.Contestant.BareServlet;
import io.usher.bench.SpeedBench.Effort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers a second for senders of different habits: few or many connections, kept or made anew for
 * each webhook, and webhooks that came before or that are forged among the others. Hub and bare
 * servlet in turns, nothing is delivered meanwhile.
 */
final class Senders {

  private static final int BYTES = 1700;
  private static final int GENTLY_PER_SECOND = 1_000;

  /** For what a hub took is routed before the next turn. */
  private static final int MOST_IN_A_TURN = 30_000;

  private static final int MOST_BEFORE = 1_000;

  private Senders() {}

  /**
   * Who sends.
   *
   * @param mixed whether a tenth comes once more, and another is forged
   */
  private record Habit(String name, int connections, boolean keepAlive, boolean mixed) {

    Supplier<byte[]> webhooks(WebhookMaker maker) {
      return mixed ? new Mixed(maker)::next : maker::next;
    }
  }

  private static final List<Habit> ALL =
      List.of(
          new Habit("1 connection", 1, true, false),
          new Habit("32 connections", 32, true, false),
          new Habit("100 connections", 100, true, false),
          new Habit("1,000 connections", 1000, true, false),
          new Habit("a connection for each webhook, 32 at a time", 32, false, false),
          new Habit("32 connections, a tenth forged, a tenth sent before", 32, true, true));

  /** Of ten webhooks eight are new, the fourth is forged, and the ninth came a while before. */
  private static final class Mixed {

    private final WebhookMaker maker;
    private long sent;

    Mixed(WebhookMaker maker) {
      this.maker = maker;
    }

    byte[] next() {
      long place = sent++ % 10;
      if (place == 3) {
        return maker.forged();
      }
      return place == 8
          ? maker.numbered(Math.max(0, maker.made() - 1 - sent % MOST_BEFORE))
          : maker.next();
    }
  }

  /** One of the two, with a maker for those who keep a connection and one for those who don't. */
  private record Taker(Server server, WebhookMaker kept, WebhookMaker unkept, List<Row> rows)
      implements AutoCloseable {

    static Taker start(Contestant contestant, FastSink sink) throws Exception {
      Server server = contestant.start(sink, 0);
      return new Taker(
          server,
          new WebhookMaker(contestant.path(), BYTES, true),
          new WebhookMaker(contestant.path(), BYTES, false),
          new ArrayList<>());
    }

    Load.Result send(Habit habit, int seconds) throws Exception {
      Supplier<byte[]> webhooks = habit.webhooks(habit.keepAlive ? kept : unkept);
      Load load = new Load(server.port(), habit.connections, habit.keepAlive, webhooks);
      Load.Result result = load.asFastAsItGoes(Duration.ofSeconds(seconds), MOST_IN_A_TURN);
      Quiet.await(server);
      return result;
    }

    /** So many a second that no backlog comes of it. */
    void warmUp(int seconds) throws Exception {
      new Load(server.port(), 32, true, kept::next)
          .at(GENTLY_PER_SECOND, Duration.ofSeconds(seconds));
    }

    void turn(Habit habit, int seconds) throws Exception {
      Load.Result result = send(habit, seconds);
      rows.add(new Row(habit, answered(result), result.millis(99), result.broken()));
    }

    private static double answered(Load.Result result) {
      return result.answers().values().stream().mapToInt(Integer::intValue).sum()
          / result.seconds();
    }

    double rate(Habit habit) {
      return Median.of(of(habit).map(Row::rate).toList());
    }

    double p99(Habit habit) {
      return Median.of(of(habit).map(Row::p99).toList());
    }

    int broken(Habit habit) {
      return of(habit).mapToInt(Row::broken).sum();
    }

    private Stream<Row> of(Habit habit) {
      return rows.stream().filter(row -> row.habit.equals(habit));
    }

    @Override
    public void close() throws InterruptedException {
      server.close();
    }
  }

  private record Row(Habit habit, double rate, double p99, int broken) {}

  static List<String> measure(Effort effort) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("### Answers by the senders' habits: " + BYTES + " bytes, SQLite, no destinations");
    lines.add(
        "| senders | bare servlet/s | hub/s | of the ceiling | hub's p99 ms | broken | peak MiB |");
    lines.add("|---|---|---|---|---|---|---|");
    try (FastSink sink = new FastSink();
        Taker ceiling = Taker.start(new BareServlet(), sink);
        Taker hub = Taker.start(Field.SQLITE, sink)) {
      for (Taker taker : List.of(ceiling, hub)) {
        taker.warmUp(effort.warmUp());
      }
      for (int round = 0; round < effort.rounds(); round++) {
        for (Habit habit : ALL) {
          ceiling.turn(habit, effort.seconds());
          hub.turn(habit, effort.seconds());
        }
      }
      for (Habit habit : ALL) {
        lines.add(
            String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %.2f | %.1f | %d | %d |",
                habit.name,
                ceiling.rate(habit),
                hub.rate(habit),
                hub.rate(habit) / ceiling.rate(habit),
                hub.p99(habit),
                hub.broken(habit),
                hub.server.peakMegabytes()));
      }
    }
    return lines;
  }
}
