package io.usher.store;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The disk that the database's file is on. A database server has disks of its own. */
public final class StoreDisk {

  private final @Nullable File folder;
  private final long minFree;

  StoreDisk(@Nullable Path folder, DiskSettings settings) {
    this.folder = folder == null ? null : folder.toFile();
    this.minFree = settings.minFree().toBytes();
  }

  /**
   * Cheap enough for several times a second. Empty when there is no such disk, or it can't tell.
   */
  public Optional<DiskRoom> room() {
    long total = folder == null ? 0 : folder.getTotalSpace();
    return folder == null || total == 0
        ? Optional.empty()
        : Optional.of(DiskRoom.of(folder.getUsableSpace(), total, minFree));
  }
}
