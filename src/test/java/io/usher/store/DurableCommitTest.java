package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody hears of a write before the log that holds it is on the disk. */
class DurableCommitTest {

  private final HeldLog log = new HeldLog();
  @TempDir private Path folder;
  private Path file;
  private GroupCommit writer;

  @BeforeEach
  void open() throws Exception {
    file = folder.resolve("usher.db");
    StoreAddress address =
        new StoreAddress(DatabaseType.SQLITE, StoreAddress.SQLITE + file, "", "");
    writer =
        new GroupCommit(
            DatabaseType.SQLITE,
            number -> {
              SqlSession session =
                  new SqlSession(address.openForWriting(), DatabaseType.SQLITE, number);
              session.outsideTransaction(sql -> sql.execute("PRAGMA synchronous = NORMAL"));
              return session;
            },
            new CommitMeter(),
            new Flusher(log));
    writer.start();
    log.allow(1);
    writer.write(sql -> sql.update("CREATE TABLE sales (name TEXT)")).join();
  }

  @AfterEach
  void close() throws Exception {
    log.allow(1000);
    writer.close();
  }

  @Test
  void aWriteIsToldOnlyAfterItsFlush() throws Exception {
    CompletableFuture<Integer> write = insert("Ines");
    await().untilAsserted(() -> assertThat(log.waiting()).isOne());
    assertThat(rows()).as("committed, and seen by readers").isOne();
    assertThat(write).isNotDone();
    log.allow(1);
    assertThat(write).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void theWriterGoesOnBesideAFlushAndTheNextFlushServesAllThatCameMeanwhile() throws Exception {
    CompletableFuture<Integer> first = insert("Ines");
    await().untilAsserted(() -> assertThat(log.waiting()).isOne());
    List<CompletableFuture<Integer>> more = List.of(insert("Dana"), insert("Zoe"));
    await().untilAsserted(() -> assertThat(rows()).isEqualTo(3));
    log.allow(1);
    assertThat(first).succeedsWithin(Duration.ofSeconds(10));
    assertThat(more).noneMatch(CompletableFuture::isDone);
    int before = log.flushes.get();
    log.allow(2);
    more.forEach(write -> assertThat(write).succeedsWithin(Duration.ofSeconds(10)));
    assertThat(log.flushes.get() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void afterAFailedFlushNothingIsToldUntilTheDatabaseHoldsTheLog() throws Exception {
    log.failing = true;
    CompletableFuture<Integer> lost = insert("Ines");
    log.allow(1);
    assertThatThrownBy(lost::join)
        .hasCauseInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("The store could not flush its log: the disk is gone");
    assertThat(walSize()).isPositive();
    log.failing = false;
    CompletableFuture<Integer> next = insert("Dana");
    await().untilAsserted(() -> assertThat(log.waiting()).isOne());
    // Only what this write appended: the log before it went into the database.
    assertThat(walSize()).isLessThan(20_000);
    assertThat(rowsWithoutLog()).as("what the failed flush should have written").isOne();
    log.allow(1);
    assertThat(next).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void anOutcomeThatInsistsIsWrittenAgainAfterAFailedFlush() {
    log.failing = true;
    log.allow(2);
    CompletableFuture<Integer> outcome =
        writer.insist(sql -> sql.update("INSERT INTO sales VALUES ('Ines')"));
    await().untilAsserted(() -> assertThat(log.flushes.get()).isEqualTo(3));
    assertThat(outcome).isNotDone();
    log.failing = false;
    log.allow(10);
    assertThat(outcome).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void theRealLogIsTheFileBesideTheDatabase() throws Exception {
    try (WriteAheadLog real = new WriteAheadLog(file)) {
      real.flush();
      real.reopen();
      real.flush();
    }
    try (WriteAheadLog none = new WriteAheadLog(folder.resolve("other.db"))) {
      assertThatThrownBy(none::flush).isInstanceOf(IOException.class);
    }
  }

  private CompletableFuture<Integer> insert(String name) {
    return writer.write(sql -> sql.update("INSERT INTO sales VALUES (?)", name));
  }

  private int rows() throws SQLException {
    return rows(file);
  }

  /** What a power cut would leave, where nothing of the log reached the disk. */
  private int rowsWithoutLog() throws Exception {
    Path copy = folder.resolve("after-the-power-cut.db");
    Files.copy(file, copy);
    return rows(copy);
  }

  private static int rows(Path database) throws SQLException {
    try (Connection reader = DriverManager.getConnection(StoreAddress.SQLITE + database);
        Statement statement = reader.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM sales")) {
      return count.getInt(1);
    }
  }

  private long walSize() throws IOException {
    return Files.size(folder.resolve("usher.db-wal"));
  }

  /** A log whose flushes wait until they may end. */
  private static final class HeldLog implements Flusher.Log {

    private final Semaphore allowed = new Semaphore(0);
    final AtomicInteger flushes = new AtomicInteger();
    volatile boolean failing;

    void allow(int flushes) {
      allowed.release(flushes);
    }

    int waiting() {
      return allowed.getQueueLength();
    }

    @Override
    public void flush() throws IOException {
      allowed.acquireUninterruptibly();
      flushes.incrementAndGet();
      if (failing) {
        throw new IOException("the disk is gone");
      }
    }

    @Override
    public void close() {}
  }
}
