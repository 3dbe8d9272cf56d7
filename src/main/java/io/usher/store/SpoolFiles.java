package io.usher.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool's files beside the database, oldest first. The last may be the one that is written;
 * changed by the spool's thread, read by all.
 */
final class SpoolFiles {

  /** How long a file may be before another is begun, in bytes. */
  static final long LONGEST = 64 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(SpoolFiles.class);

  private static final int READ_AT_A_TIME = 1_000;
  private static final int BYTES_AT_A_TIME = 4 * 1024 * 1024;

  private final Path database;
  private final Clock clock;
  private final long longest;
  private final List<SpoolFile> files = new CopyOnWriteArrayList<>();
  private @Nullable SpoolFile current;
  private int last;

  /**
   * @param clock by which files are named, so that their names are in their order
   * @param longest a file with more bytes gets no more records
   */
  SpoolFiles(Path database, Clock clock, long longest) {
    this.longest = longest;
    this.database = database.toAbsolutePath();
    this.clock = clock;
  }

  /** Those that lie beside a database because its hub was killed; none after a stop. */
  static List<Path> left(Path database) {
    Path folder = database.toAbsolutePath().getParent();
    String begins = prefix(database);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(begins)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String prefix(Path database) {
    return database.getFileName() + "-spool-";
  }

  /**
   * How the database says up to where everything is in it.
   *
   * @param file empty before the first
   */
  record Name(String file, long offset) {

    /**
     * Read by a change that changes nothing: one who has only read can't wait for somebody else who
     * writes ("SQLITE_BUSY_SNAPSHOT", Result and Error Codes, sqlite.org).
     */
    static Name in(SqlSession sql) throws SQLException {
      return sql.first(
              "UPDATE spool SET position = position RETURNING file, position",
              row -> new Name(row.getString(1), row.getLong(2)))
          .orElseThrow();
    }

    void writeTo(SqlSession sql) throws SQLException {
      sql.update("UPDATE spool SET file = ?, position = ?", file, offset);
    }
  }

  /**
   * Takes up what an earlier run left. Names are in the files' order, and so are moves: a file
   * behind the one that the database names has not been moved. One before it has, and should be
   * gone; as it is not, the database may be another one, and what is in the file is looked for once
   * more.
   *
   * @return from where on all of it is to be moved
   */
  Name reopen(Name known) throws IOException {
    for (Path path : left(database)) {
      int order = path.getFileName().toString().compareTo(known.file);
      files.add(
          SpoolFile.reopen(
              path,
              ++last,
              order < 0 ? SpoolFile.Past.UNKNOWN : SpoolFile.Past.UNMOVED,
              order == 0 ? known.offset : SpoolFile.BEGINNING));
    }
    return files.isEmpty() ? known : new Name(files.get(0).name(), files.get(0).begin());
  }

  /** Reads all that was reopened, one record after the other. */
  void forEachLeft(BiConsumer<SpoolPlace, byte[]> record) throws IOException {
    for (SpoolFile file : files) {
      long at = file.begin();
      while (at < file.durable()) {
        for (SpoolFile.Framed each :
            file.readSome(at, file.durable(), READ_AT_A_TIME, BYTES_AT_A_TIME)) {
          record.accept(new SpoolPlace(file.number(), each.begins()), each.record());
          at = each.next();
        }
      }
    }
  }

  /** For records to be appended to; made if there is none, or enough in the last one. */
  SpoolFile current() throws IOException {
    SpoolFile file = current;
    if (file != null && file.end() > longest) {
      end(file);
      file = null;
    }
    if (file == null) {
      file =
          SpoolFile.create(database.resolveSibling(prefix(database) + Ids.next(clock)), last + 1);
      last++;
      files.add(file);
      current = file;
    }
    return file;
  }

  /** The next record goes into another file. */
  void endCurrent() {
    if (current != null) {
      end(current);
    }
  }

  /** What was appended and not flushed must not be taken for an acknowledged event. */
  void currentFailed() throws IOException {
    SpoolFile failed = current;
    if (failed != null) {
      end(failed);
      failed.cutOffUnflushed();
    }
  }

  private void end(SpoolFile file) {
    file.endAtDurable();
    current = null;
  }

  /** The file of this name and those after it; all, if there is none of this name. */
  List<SpoolFile> from(String name) {
    List<SpoolFile> all = List.copyOf(files);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return all.subList(i, all.size());
      }
    }
    return all;
  }

  SpoolFile numbered(int number) throws IOException {
    return files.stream()
        .filter(file -> file.number() == number)
        .findFirst()
        .orElseThrow(() -> new IOException("A file of the spool is gone."));
  }

  /** Whether there are files that only wait to be moved. */
  boolean hasEndedOnes() {
    return files.size() > (current == null ? 0 : 1);
  }

  /** Whether there is still this file, or one before it. */
  boolean hasAnyUpTo(int number) {
    return files.stream().anyMatch(file -> file.number() <= number);
  }

  /** Behind the last record that is durable. */
  SpoolPlace end() {
    return files.isEmpty() ? SpoolPlace.BEFORE_ALL : endOf(files.get(files.size() - 1));
  }

  private static SpoolPlace endOf(SpoolFile file) {
    return new SpoolPlace(file.number(), file.durable());
  }

  /**
   * Removes the files that are not written any more, and of which everything is in the database.
   * One that was damaged is kept under another name, unless nothing may be left.
   *
   * @param moved up to where everything is
   * @param overwritten whether nothing of them may be left on the disk
   */
  void deleteMoved(SpoolPlace moved, boolean overwritten) throws IOException {
    for (SpoolFile file : files) {
      if (file != current && !endOf(file).isBehind(moved)) {
        files.remove(file);
        if (file.isDamaged() && !overwritten) {
          keep(file);
        } else {
          file.delete(overwritten);
        }
      }
    }
  }

  private void keep(SpoolFile file) throws IOException {
    file.close();
    Path kept = database.resolveSibling(file.name().replace("-spool-", "-damaged-"));
    Files.move(file.path(), kept);
    LOG.warn(
        "The spool was not whole behind its byte {}: a power cut may have left so what nobody was told of, or the disk has lost"
            + " what was acknowledged. It is kept as {}; compare it with what senders say, then delete it",
        file.durable(),
        kept);
  }

  void close() throws IOException {
    for (SpoolFile file : files) {
      file.close();
    }
  }
}
