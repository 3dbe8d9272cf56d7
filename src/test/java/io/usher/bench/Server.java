package io.usher.bench;

import io.usher.testing.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A process that is measured: the hub or what it is compared with. */
final class Server implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);

  private final Process process;
  private final int port;
  private final Path log;
  private final String ready;

  private Server(Process process, int port, Path log, String ready) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.ready = ready;
  }

  /**
   * @param command by the port it shall listen on
   * @param ready what it writes when it can be used
   */
  static Server start(
      Path folder, Map<String, String> environment, IntFunction<List<String>> command, String ready)
      throws IOException, InterruptedException {
    Server server = launch(folder, environment, command, ready);
    server.awaitReady();
    return server;
  }

  /** Likewise, without waiting until it can be used. */
  static Server launch(
      Path folder, Map<String, String> environment, IntFunction<List<String>> command, String ready)
      throws IOException {
    int port = HubProcess.freePort();
    Path log = Files.createTempFile(folder, "server-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command.apply(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("USHER_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    // A bench that is interrupted must leave nothing that takes part in the next one.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Server(process, port, log, ready);
  }

  void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!Files.readString(log).contains(ready)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("A server did not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Processor time since its start, that of its own processes included. */
  Duration cpu() {
    return Processes.cpu(process.pid());
  }

  /** The most that it had in memory since its start. */
  long peakMegabytes() throws IOException {
    return Processes.megabytes(process.pid(), "VmHWM:");
  }

  /** What it has in memory now. */
  long residentMegabytes() throws IOException {
    return Processes.megabytes(process.pid(), "VmRSS:");
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
