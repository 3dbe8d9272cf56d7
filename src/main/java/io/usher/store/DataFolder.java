package io.usher.store;

import io.usher.settings.StartupProblem;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything the hub must not lose. Held by one process: a second hub on the
 * same SQLite file would take the first one's work in flight for abandoned.
 */
final class DataFolder implements AutoCloseable {

  private final FileChannel channel;

  private DataFolder(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws StartupProblem when it can't be made, written or had alone
   */
  static DataFolder hold(Path folder) {
    Path lock = folder.resolve("usher.lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StartupProblem(
            "Another hub is running on the data folder "
                + folder.toAbsolutePath()
                + ". Stop it, or give this one a folder of its own with USHER_DATA_DIR.");
      }
      return new DataFolder(channel);
    } catch (IOException e) {
      throw new StartupProblem(
          "The data folder "
              + folder.toAbsolutePath()
              + " can't be written ("
              + e.getClass().getSimpleName()
              + "). Make it writable for the user who runs the hub, or name another with USHER_DATA_DIR.",
          e);
    }
  }

  /** Whether a hub runs on it. */
  static boolean isHeld(Path folder) {
    Path lock = folder.resolve("usher.lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return lock(channel) == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** A new file is there after a power cut only if its folder is on the disk too. */
  static void flush(Path file) throws IOException {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no folders, and keeps their entries by itself.
      if (File.separatorChar == '/') {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
