package io.usher.bench;

import io.usher.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Something that takes webhooks, and how it is started anew. */
interface Contestant {

  String name();

  /** The path that it takes webhooks at. */
  default String path() {
    return "/hooks/demo/showpass";
  }

  /** The status that says that it took one. */
  default int taken() {
    return 202;
  }

  /** No more than so many webhooks before the first turn, for all are delivered first. */
  default long mostToWarmUp() {
    return Long.MAX_VALUE;
  }

  /**
   * @param destinations how many posts each event makes to the sink
   */
  Server start(FastSink sink, int destinations) throws IOException, InterruptedException;

  static Path newFolder(String name) throws IOException {
    Path all = Path.of("target", "bench").toAbsolutePath();
    Files.createDirectories(all);
    return Files.createTempDirectory(all, name + "-");
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A servlet without a store. */
  record BareServlet() implements Contestant {

    @Override
    public String name() {
      return "bare servlet";
    }

    @Override
    public Server start(FastSink sink, int destinations) throws IOException, InterruptedException {
      return Server.start(
          newFolder("ceiling"),
          Map.of(),
          port ->
              List.of(
                  java(),
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path")
                      .replace("target/", Path.of("target").toAbsolutePath() + "/"),
                  Ceiling.class.getName(),
                  String.valueOf(port)),
          "Usher is ready.");
    }
  }

  /**
   * The packaged hub.
   *
   * @param settings its environment
   * @param options of the Java virtual machine
   */
  record Hub(String name, Map<String, String> settings, List<String> options)
      implements Contestant {

    private static final String SCRIPT = Path.of("bin", "usher-hub").toAbsolutePath().toString();
    private static final long MOST_ON_POSTGRESQL = 40_000;

    @Override
    public long mostToWarmUp() {
      return settings.containsKey("USHER_STORE_URL") ? MOST_ON_POSTGRESQL : Long.MAX_VALUE;
    }

    @Override
    public Server start(FastSink sink, int destinations) throws IOException, InterruptedException {
      Path folder = newFolder("hub");
      write(folder, sink.port(), destinations);
      return startOn(folder);
    }

    /** On a folder that was written, and maybe used, before. */
    Server startOn(Path folder) throws IOException, InterruptedException {
      Server server = launchOn(folder);
      server.awaitReady();
      return server;
    }

    /** Likewise, without waiting for it. */
    Server launchOn(Path folder) throws IOException {
      Map<String, String> environment =
          new TreeMap<>(
              Map.of(
                  "USHER_DATA_DIR", folder.resolve("data").toString(),
                  "USHER_ROUTES_DIR", folder.resolve("routes").toString(),
                  "USHER_CUSTOMERS_DIR", folder.resolve("customers").toString(),
                  "USHER_ADMIN_PASSWORD", "bench-password",
                  "USHER_SANDBOX_ENABLED", "false"));
      environment.putAll(settings);
      return Server.launch(folder, environment, this::command, "Usher is ready.");
    }

    /** Makes the archive from which it starts. */
    void prepare() throws IOException, InterruptedException {
      ProcessBuilder builder = new ProcessBuilder(SCRIPT, "--prepare").inheritIO();
      builder.environment().putAll(settings);
      if (builder.start().waitFor() != 0) {
        throw new IOException(SCRIPT + " --prepare failed");
      }
    }

    private List<String> command(int port) {
      if (settings.containsKey("USHER_START_DIR")) {
        return List.of(SCRIPT, "--server.port=" + port);
      }
      List<String> command = new ArrayList<>(List.of(java(), "-Xmx256m"));
      command.addAll(options);
      command.addAll(
          List.of(
              "-jar",
              Path.of("target", "usher.jar").toAbsolutePath().toString(),
              "--server.port=" + port));
      return command;
    }

    static void write(Path folder, int port, int destinations) {
      RunningHub.customer(
          folder,
          "demo",
          """
          sources:
            showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
          """);
      RunningHub.route(
          folder,
          "demo/router.camel.yaml",
          """
          - route:
              id: router
              from:
                uri: inbox:demo
                steps:
                  - choice:
                      when:
                        - expression: {simple: {expression: "${variable.event.type} == 'invoice.purchase'"}}
                          steps:
                            - log: {message: "taken", loggingLevel: DEBUG}
          """
              + names(destinations)
                  .map("                  - to: \"outbox:%s\"\n"::formatted)
                  .collect(Collectors.joining()));
      names(destinations)
          .forEach(
              name ->
                  RunningHub.route(
                      folder, "demo/" + name + ".camel.yaml", destination(name, port)));
    }

    private static java.util.stream.Stream<String> names(int destinations) {
      return IntStream.rangeClosed(1, destinations).mapToObj(i -> "post-" + i);
    }

    private static String destination(String name, int port) {
      return """
          - route:
              id: %1$s
              from:
                uri: outbox:%1$s
                steps:
                  - removeHeaders: {pattern: "*"}
                  - setHeader: {name: Idempotency-Key, expression: {simple: {expression: "${variable.delivery.id}"}}}
                  - setBody: {expression: {jq: {expression: ".webhook_event_uuid", resultType: java.lang.String}}}
                  - to: {uri: "http://127.0.0.1:%2$d/%1$s?responseTimeout=20000"}
          """
          .formatted(name, port);
    }
  }
}
