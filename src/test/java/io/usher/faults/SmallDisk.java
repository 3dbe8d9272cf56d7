package io.usher.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small disk of its own, in memory. Needs the right to mount; a test that may not is skipped. */
final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  static SmallDisk mounted(Path folder, int megabytes) throws Exception {
    Files.createDirectories(folder);
    int exit =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "usher", folder.toString());
    Assumptions.assumeTrue(exit == 0, "this user may not mount a small disk");
    return new SmallDisk(folder);
  }

  void resize(int megabytes) throws Exception {
    if (run("mount", "-o", "remount,size=" + megabytes + "m", folder.toString()) != 0) {
      throw new IOException("the small disk could not be resized");
    }
  }

  /** Somebody else's file takes all that is left. */
  void fill() throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(folder.resolve("somebody-elses-file"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (folder.toFile().getUsableSpace() > block.length) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.delete(folder.resolve("somebody-elses-file"));
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Override
  public void close() throws Exception {
    run("umount", folder.toString());
  }
}
