package io.usher.bench;

import io.usher.bench.Contestant.Hub;
import io.usher.bench.SpeedBench.Effort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * From the command to the first 202 and until all of the hub is there, on a store that exists: as
 * {@code java -jar} and from the archive that {@code bin/usher-hub --prepare} makes; then what the
 * idle hub takes.
 */
final class Startup {

  private static final int IDLE_SECONDS = 30;
  private static final double LONGEST_S = 90;

  private Startup() {}

  static List<String> measure(Effort effort) throws Exception {
    try (FastSink sink = new FastSink()) {
      Path folder = Contestant.newFolder("start");
      Hub.write(folder, sink.port(), 3);
      Field.SQLITE.startOn(folder).close();
      Path archive = Contestant.newFolder("archive");
      Hub archived =
          new Hub(
              "bin/usher-hub",
              Map.of(
                  "USHER_START_DIR", archive.toString(),
                  "JAVA_HOME", System.getProperty("java.home"),
                  "JAVA_OPTS", "-Xmx256m"),
              List.of());
      archived.prepare();
      List<String> lines = new ArrayList<>();
      lines.add("### Start and idle, SQLite, Java " + Runtime.version().feature());
      lines.add("| | to the first 202, s | until all is there, s |");
      lines.add("|---|---|---|");
      lines.add(row("`java -jar`", Field.SQLITE, folder, effort.rounds()));
      lines.add(row("`bin/usher-hub`", archived, folder, effort.rounds()));
      lines.add("");
      lines.add("| idle resident MiB | idle CPU, % of a core |");
      lines.add("|---|---|");
      lines.add(idle(folder));
      return lines;
    }
  }

  private static String row(String how, Hub hub, Path folder, int rounds) throws Exception {
    List<Double> first = new ArrayList<>();
    List<Double> ready = new ArrayList<>();
    WebhookMaker maker = new WebhookMaker(hub.path(), 1700, false);
    for (int round = 0; round < rounds; round++) {
      long began = System.nanoTime();
      try (Server server = hub.launchOn(folder)) {
        while (!takes(server.port(), maker.next())) {
          if (seconds(began) > LONGEST_S) {
            throw new IllegalStateException("The hub took no webhook within " + LONGEST_S + " s");
          }
          TimeUnit.MILLISECONDS.sleep(10);
        }
        first.add(seconds(began));
        server.awaitReady();
        ready.add(seconds(began));
      }
    }
    return String.format(
        Locale.ROOT, "| %s | %.1f | %.1f |", how, Median.of(first), Median.of(ready));
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  /** On a connection of its own. */
  private static boolean takes(int port, byte[] webhook) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(webhook);
      byte[] answer = socket.getInputStream().readAllBytes();
      return answer.length > 12 && HttpReply.status(answer) == 202;
    } catch (IOException e) {
      return false;
    }
  }

  private static String idle(Path folder) throws Exception {
    try (Server server = Field.SQLITE.startOn(folder)) {
      TimeUnit.SECONDS.sleep(60);
      Duration before = server.cpu();
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      double used = server.cpu().minus(before).toMillis() / 1000.0;
      return String.format(
          Locale.ROOT, "| %d | %.2f |", server.residentMegabytes(), used * 100 / IDLE_SECONDS);
    }
  }
}
