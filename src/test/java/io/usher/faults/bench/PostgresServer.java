package io.usher.faults.bench;

import io.usher.bench.Processes;
import io.usher.testing.HubProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL server with its safe defaults, which can be killed and started again. */
final class PostgresServer {

  private final Path data;
  private final int port = HubProcess.freePort();

  private PostgresServer(Path data) {
    this.data = data;
  }

  /** A new server, not started yet. */
  static PostgresServer make(Path data) {
    PostgresServer server = new PostgresServer(data);
    run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8", "--no-locale", "-D", data + "");
    server.configure("listen_addresses = '127.0.0.1'");
    server.configure("unix_socket_directories = ''");
    server.configure("port = " + server.port);
    return server;
  }

  /** A copy of one that does not run, which follows it. */
  static PostgresServer standbyOf(PostgresServer primary, Path data) {
    copy(primary.data, data);
    PostgresServer standby = new PostgresServer(data);
    standby.configure("port = " + standby.port);
    standby.configure(
        "primary_conninfo = 'host=127.0.0.1 port=" + primary.port + " user=postgres'");
    append(data.resolve("standby.signal"), "");
    return standby;
  }

  /** The last line of a key counts. */
  void configure(String line) {
    append(data.resolve("postgresql.conf"), line + "\n");
  }

  void start() {
    run("pg_ctl", "-D", data + "", "-l", data + ".log", "-w", "-t", "60", "start");
  }

  /** As if the machine had lost its power: nobody is told, nothing is finished. */
  void die() {
    run("pg_ctl", "-D", data + "", "-m", "immediate", "-w", "stop");
  }

  /** The standby becomes the primary. */
  void promote() {
    run("pg_ctl", "-D", data + "", "-w", "promote");
  }

  boolean isRunning() {
    return Files.exists(data.resolve("postmaster.pid"));
  }

  /** Processor time of the server and of all its backends that still run. */
  Duration cpu() {
    try {
      return Processes.cpu(
          Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  private static void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(Binaries.FOLDER.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("usher-bench-" + program, ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              copyOne(folder);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              copyOne(file);
              return FileVisitResult.CONTINUE;
            }

            private void copyOne(Path file) throws IOException {
              Files.copy(
                  file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacked once, from the jar that tests use too. */
  private static final class Binaries {
    static final Path FOLDER = unpack();

    private static Path unpack() {
      Path folder = Path.of("target", "postgres").toAbsolutePath();
      try {
        EmbeddedPostgres.builder().setOverrideWorkingDirectory(folder.toFile()).start().close();
        try (Stream<Path> unpacked = Files.list(folder)) {
          return unpacked
              .map(found -> found.resolve("bin"))
              .filter(Files::isDirectory)
              .findFirst()
              .orElseThrow();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
