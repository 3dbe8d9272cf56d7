package io.usher.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that files have changed and waits until nobody writes any more. The system's own notices
 * only make it quicker: it looks by itself each second, for disks and links of which the system
 * tells nothing.
 */
public final class FileWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration WHILE_WRITING = Duration.ofMillis(50);

  /** Whoever writes pauses less than this. */
  private static final Duration QUIET = Duration.ofMillis(300);

  /** What looks unfinished is given longer. */
  private static final Duration QUIET_UNFINISHED = Duration.ofMillis(1000);

  /** Somebody who writes all the time must not keep a change away. */
  private static final Duration LONGEST = Duration.ofMillis(1400);

  private final EditedFolders folders;
  private final Predicate<FileTree> unfinished;
  private final Consumer<FileTree> changed;
  private final Thread thread = new Thread(this::watch, "usher-file-watch");
  private Map<String, String> stamps = Map.of();
  private boolean missing;
  private volatile boolean closed;

  /**
   * @param unfinished whether what was read looks as if it was still being written
   * @param changed told what is there now, on the watch's own thread; what it throws is logged
   */
  public FileWatch(
      EditedFolders folders, Predicate<FileTree> unfinished, Consumer<FileTree> changed) {
    this.folders = folders;
    this.unfinished = unfinished;
    this.changed = changed;
    thread.setDaemon(true);
  }

  /** What changes from now on is noticed once {@link #start} was called. */
  public void mark() {
    stamps = stamps();
  }

  /** Begins to tell; the files must have been read after {@link #mark}. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(10));
  }

  private void watch() {
    try (Notices notices = new Notices(folders.roots())) {
      while (!closed) {
        notices.await(LOOK);
        look();
      }
    } catch (InterruptedException e) {
      LOG.debug("Files are watched no more");
    } catch (IOException e) {
      LOG.error("Changes of files are not noticed any more: {}", e.toString());
    }
  }

  private void look() throws InterruptedException {
    try {
      Map<String, String> now = stamps();
      if (!now.equals(stamps)) {
        settle(now);
      }
      missing = false;
    } catch (UncheckedIOException e) {
      // Perhaps it is just being replaced; the next look sees the new one.
      if (!missing) {
        LOG.warn("A folder can't be listed, so what runs stays as it is: {}", e.getMessage());
        missing = true;
      }
    }
  }

  private void settle(Map<String, String> first) throws InterruptedException {
    long began = System.nanoTime();
    long still = began;
    Map<String, String> seen = first;
    while (true) {
      TimeUnit.MILLISECONDS.sleep(WHILE_WRITING.toMillis());
      Map<String, String> now = stamps();
      if (!now.equals(seen)) {
        seen = now;
        still = System.nanoTime();
      }
      boolean late = passed(began).compareTo(LONGEST) >= 0;
      if (late || passed(still).compareTo(QUIET) >= 0) {
        FileTree tree = folders.read();
        boolean same = stamps().equals(seen);
        boolean wait = unfinished.test(tree) && passed(still).compareTo(QUIET_UNFINISHED) < 0;
        if (late || (same && !wait)) {
          stamps = seen;
          tell(tree);
          return;
        }
      }
    }
  }

  @SuppressWarnings("IllegalCatch") // whatever went wrong, the next change must be noticed
  private void tell(FileTree tree) {
    try {
      changed.accept(tree);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("A change of files could not be taken", e);
    }
  }

  private static Duration passed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** By which a change of any file shows, even where its time was set back. */
  private Map<String, String> stamps() {
    Map<String, String> found = new HashMap<>();
    folders.places().forEach((path, place) -> found.put(path, stamp(place)));
    return found;
  }

  private static String stamp(Path place) {
    try {
      return Files.readAttributes(place, "unix:ino,size,lastModifiedTime,ctime").toString();
    } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
      return plainStamp(place);
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static String plainStamp(Path place) {
    try {
      return Files.size(place) + " " + Files.getLastModifiedTime(place);
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** What the system tells of; it may miss any, which only costs time. */
  private static final class Notices implements AutoCloseable {

    private final WatchService service = FileSystems.getDefault().newWatchService();
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final List<Path> roots;

    Notices(List<Path> roots) throws IOException {
      this.roots = roots;
      roots.forEach(this::listen);
    }

    void await(Duration longest) throws InterruptedException {
      WatchKey key = service.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
      boolean folders = false;
      while (key != null) {
        folders |=
            key.pollEvents().stream()
                .anyMatch(event -> event.kind() != StandardWatchEventKinds.ENTRY_MODIFY);
        if (!key.reset()) {
          keys.values().remove(key);
          folders = true;
        }
        key = service.poll();
      }
      if (folders) {
        roots.forEach(this::listen);
      }
    }

    private void listen(Path root) {
      try (Stream<Path> found = Files.walk(root, 3, FileVisitOption.FOLLOW_LINKS)) {
        found.filter(Files::isDirectory).forEach(this::register);
      } catch (IOException | UncheckedIOException e) {
        LOG.debug("{} is looked at each second only: {}", root, e.toString());
      }
    }

    private void register(Path folder) {
      @Nullable WatchKey known = keys.get(folder);
      if (known != null && known.isValid()) {
        return;
      }
      try {
        keys.put(
            folder,
            folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_DELETE,
                StandardWatchEventKinds.ENTRY_MODIFY));
      } catch (IOException e) {
        LOG.debug("{} is looked at each second only: {}", folder, e.toString());
      }
    }

    @Override
    public void close() throws IOException {
      service.close();
    }
  }
}
