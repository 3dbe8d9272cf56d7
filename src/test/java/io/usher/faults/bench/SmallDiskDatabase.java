package io.usher.faults.bench;

import io.usher.faults.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** SQLite on a file system of a few megabytes, which can be filled. */
final class SmallDiskDatabase implements Database {

  private static final int MEGABYTES = 24;

  private final Path folder;
  private final SmallDisk disk;

  private SmallDiskDatabase(Path folder, SmallDisk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  static SmallDiskDatabase mount() {
    try {
      Path folder = Files.createTempDirectory("usher-small-disk");
      return new SmallDiskDatabase(
          folder,
          SmallDisk.mount(folder, MEGABYTES)
              .orElseThrow(() -> new Skipped("mounting a small tmpfs needs root")));
    } catch (IOException e) {
      throw new Skipped("no small disk could be mounted: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  SmallDisk disk() {
    return disk;
  }

  @Override
  public String name() {
    return "SQLite";
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("USHER_DATA_DIR", folder.toString());
  }

  @Override
  public void close() {
    try {
      disk.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
