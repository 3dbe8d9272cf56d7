package io.usher.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file that SQLite's commits are appended to, flushed to the disk by us: with {@code
 * synchronous = NORMAL} a commit is whole and in order but survives a power cut only once its log
 * is flushed (Write-Ahead Logging, sqlite.org). Locks lie on other files, so that it may be opened
 * and closed beside SQLite. Flushed by one thread.
 */
final class WriteAheadLog implements Flusher.Log {

  private final Path file;
  private @Nullable FileChannel channel;
  private volatile boolean stale;

  WriteAheadLog(Path database) {
    this.file = of(database);
  }

  /** A database's log, which may not be there yet. */
  static Path of(Path database) {
    return database.resolveSibling(database.getFileName() + "-wal").toAbsolutePath();
  }

  /** The database was opened anew, and may have made another log. Called by any thread. */
  void reopen() {
    stale = true;
  }

  @Override
  public void flush() throws IOException {
    if (stale) {
      stale = false;
      close();
    }
    FileChannel open = channel;
    if (open == null) {
      open = FileChannel.open(file, StandardOpenOption.WRITE);
      channel = open;
      DataFolder.flush(file);
    }
    open.force(false);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
