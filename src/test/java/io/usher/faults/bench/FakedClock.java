package io.usher.faults.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** SQLite, and a machine whose clock somebody sets: libfaketime tells the hub another time. */
final class FakedClock implements Database {

  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  private final Path offset;

  private FakedClock(Path offset) {
    this.offset = offset;
  }

  static FakedClock make() {
    if (!Files.exists(LIBRARY)) {
      throw new Skipped("needs libfaketime (Debian: apt-get install faketime)");
    }
    try {
      FakedClock clock = new FakedClock(Files.createTempFile("usher-clock", ".offset"));
      clock.set(0);
      return clock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The clock now shows so many seconds more than it should. */
  void set(int seconds) throws IOException {
    Path written = Path.of(offset + ".new");
    Files.writeString(written, "%+d".formatted(seconds));
    Files.move(written, offset, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String name() {
    return "SQLite";
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        LIBRARY.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Without this it gets the JVM's timed waits wrong, which then spin.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
