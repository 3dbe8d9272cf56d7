package io.usher.bench;

import io.usher.bench.SpeedBench.Effort;
import io.usher.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The demo's receipts, made of its templates, into a mail server that takes each at once. */
final class Mails {

  private static final int EVENTS = 3_000;

  private Mails() {}

  static List<String> measure(Effort effort) throws Exception {
    try (MailSink sink = new MailSink()) {
      Path folder = Contestant.newFolder("mails");
      write(folder, sink.port());
      try (Server server = Field.SQLITE.startOn(folder)) {
        WebhookMaker maker = new WebhookMaker(Field.SQLITE.path(), 1700, true);
        List<Double> rates = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int round = -2; round < effort.rounds(); round++) {
          long before = sink.mails();
          double used = server.cpu().toMillis();
          new Load(server.port(), 8, true, maker::next).asFastAsItGoes(EVENTS);
          long began = System.nanoTime();
          long early = sink.mails();
          if (!sink.await(before + EVENTS, 120)) {
            throw new IllegalStateException("Only " + (sink.mails() - before) + " mails came.");
          }
          if (round >= 0) {
            rates.add((before + EVENTS - early) / ((sink.lastNanos() - began) / 1e9));
            cpu.add((server.cpu().toMillis() - used) / EVENTS);
          }
        }
        return List.of(
            "### Receipts by mail, with text and HTML part, SQLite",
            "| mails/s | CPU s a 1,000 | mails a connection |",
            "|---|---|---|",
            String.format(
                Locale.ROOT,
                "| %,.0f | %.2f | %.0f |",
                Median.of(rates),
                Median.of(cpu),
                (double) sink.mails() / sink.connections()));
      }
    }
  }

  private static void write(Path folder, int port) throws IOException {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        settings:
          venue: {name: Harbour Hall, timeZone: America/Edmonton, locale: en-CA}
          mail: {host: 127.0.0.1, port: %d, username: boxoffice, password: secret, startTls: false, from: boxoffice@example.com}
        """
            .formatted(port));
    RunningHub.route(
        folder,
        "demo/router.camel.yaml",
        """
        - route:
            id: router
            from:
              uri: inbox:demo
              steps:
                - to: "outbox:receipts"
        """);
    copy(Path.of("routes/connectors/email"), folder.resolve("routes/connectors/email"));
    copy(Path.of("routes/demo/templates"), folder.resolve("routes/demo/templates"));
    Files.copy(
        Path.of("routes/demo/receipts.camel.yaml"),
        folder.resolve("routes/demo/receipts.camel.yaml"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
