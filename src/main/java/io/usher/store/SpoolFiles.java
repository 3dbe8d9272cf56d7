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

/**
 * The spool's files beside the database, oldest first. The last may be the one that is written;
 * changed by the spool's thread, read by all.
 */
final class SpoolFiles {

  /** A file that is longer gets no more records. */
  private static final long LONGEST = 64 * 1024 * 1024;

  private static final int READ_AT_A_TIME = 1_000;
  private static final int BYTES_AT_A_TIME = 4 * 1024 * 1024;

  private final Path database;
  private final Clock clock;
  private final List<SpoolFile> files = new CopyOnWriteArrayList<>();
  private @Nullable SpoolFile current;
  private int last;

  /**
   * @param clock by which files are named, so that their names are in their order
   */
  SpoolFiles(Path database, Clock clock) {
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
   * Takes up what an earlier run left. A file that is older than the one that the database names
   * should be gone; as it is not, the database may be another one or an older one, and what is in
   * the file is looked for again.
   *
   * @return from where on it is to be moved
   */
  Name reopen(Name known) throws IOException {
    List<Path> left = left(database);
    if (left.isEmpty()) {
      return known;
    }
    String oldest = left.get(0).getFileName().toString();
    Name from = oldest.equals(known.file) ? known : new Name(oldest, SpoolFile.BEGINNING);
    for (Path path : left) {
      boolean isFirst = path.equals(left.get(0));
      files.add(SpoolFile.reopen(path, ++last, isFirst ? from.offset : SpoolFile.BEGINNING));
    }
    return from;
  }

  /** Reads all that was reopened, one record after the other. */
  void forEachLeft(Name from, BiConsumer<SpoolPlace, byte[]> record) throws IOException {
    for (SpoolFile file : from(from.file)) {
      long at = file.name().equals(from.file) ? from.offset : SpoolFile.BEGINNING;
      List<SpoolFile.Framed> some = file.read(at, file.durable(), READ_AT_A_TIME, BYTES_AT_A_TIME);
      while (!some.isEmpty()) {
        for (SpoolFile.Framed each : some) {
          record.accept(new SpoolPlace(file.number(), each.begins()), each.record());
          at = each.next();
        }
        some = file.read(at, file.durable(), READ_AT_A_TIME, BYTES_AT_A_TIME);
      }
    }
  }

  /** For records to be appended to; made if there is none, or enough in the last one. */
  SpoolFile current() throws IOException {
    SpoolFile file = current;
    if (file != null && file.end() > LONGEST) {
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
   *
   * @param moved up to where everything is
   * @param overwritten whether nothing of them may be left on the disk
   */
  void deleteMoved(SpoolPlace moved, boolean overwritten) throws IOException {
    for (SpoolFile file : files) {
      if (file != current && !endOf(file).isBehind(moved)) {
        files.remove(file);
        file.delete(overwritten);
      }
    }
  }

  void close() throws IOException {
    for (SpoolFile file : files) {
      file.close();
    }
  }
}
