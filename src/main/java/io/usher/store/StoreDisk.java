package io.usher.store;

import java.io.File;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The disk that the database's file is on. A database server has disks of its own. */
public final class StoreDisk {

  private final @Nullable File folder;
  private final @Nullable File log;
  private final long minFree;
  private volatile long reserve;
  private volatile boolean captive;

  StoreDisk(StoreAddress address, DiskSettings settings) {
    this.folder = address.type().isShared() ? null : address.folder().toFile();
    this.log = address.type().isShared() ? null : WriteAheadLog.of(address.file()).toFile();
    this.minFree = settings.minFree().toBytes();
  }

  /**
   * Cheap enough for several times a second. Empty when there is no such disk, or it can't tell.
   */
  public Optional<DiskRoom> room() {
    long total = folder == null ? 0 : folder.getTotalSpace();
    return folder == null || total == 0
        ? Optional.empty()
        : Optional.of(
            DiskRoom.of(folder.getUsableSpace(), total, minFree)
                .with(reserve, log == null ? 0 : log.length(), captive));
  }

  /** How many bytes will be needed for what was accepted. */
  public void reserve(long bytes) {
    reserve = bytes;
  }

  /** Whether its log could not be emptied when that was tried, so that it needs room besides. */
  void logIsCaptive(boolean captive) {
    this.captive = captive;
  }
}
