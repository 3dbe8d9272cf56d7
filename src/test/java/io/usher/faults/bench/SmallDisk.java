package io.usher.faults.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** SQLite on a file system of a few megabytes, in memory, which can be filled. */
final class SmallDisk implements Database {

  private static final String SIZE = "24m";

  private final Path mounted;

  private SmallDisk(Path mounted) {
    this.mounted = mounted;
  }

  static SmallDisk mount() {
    Path folder = newFolder();
    if (run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()) != 0) {
      throw new Skipped("mounting a small tmpfs needs root");
    }
    return new SmallDisk(folder);
  }

  /** Not a byte is left. */
  void fill() {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // That is the point.
    }
  }

  void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return mounted.resolve("filler");
  }

  @Override
  public String name() {
    return "SQLite";
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("USHER_DATA_DIR", mounted.toString());
  }

  @Override
  public void close() {
    run("umount", mounted.toString());
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("usher-small-disk");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int run(String... command) {
    try {
      return new ProcessBuilder(List.of(command))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
