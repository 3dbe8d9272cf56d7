package io.usher.store;

import static io.usher.store.StoreContract.dana;
import static io.usher.store.StoreContract.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.usher.event.EventStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Events that are acknowledged and not in the database yet, because something holds it up. */
class SpoolTest {

  @TempDir Path folder;
  @TempDir Path copy;

  @Test
  void anAcknowledgementWaitsForNothingThatTheDatabaseDoes() throws Exception {
    try (StoreParts store = open(folder)) {
      String early = accept(store, dana(1)).eventId();
      store.events.settled().join();
      try (Busy database = new Busy(folder)) {
        String id = accept(store, dana(2)).eventId();
        assertThat(accept(store, dana(2)))
            .isEqualTo(new Acceptance(id, true, EventStatus.ACCEPTED));
        assertThat(accept(store, dana(1)).eventId()).isEqualTo(early);
        Acceptance other = accept(store, with(dana(2), "other content"));
        assertThat(other.status()).isEqualTo(EventStatus.QUARANTINED);
        assertThat(accept(store, with(dana(2), "other content")))
            .isEqualTo(new Acceptance(other.eventId(), true, EventStatus.QUARANTINED));
        assertThat(store.events.settled()).isNotDone();
      }
      assertThat(rows(store))
          .containsExactly(
              "purchase-1 ACCEPTED again 1",
              "purchase-2 ACCEPTED again 1",
              other("purchase-2") + " QUARANTINED again 1");
      assertThat(claimed(store)).isEqualTo(2);
    }
    assertThat(spools(folder)).as("left by a hub that was stopped").isEmpty();
  }

  @Test
  void whatAKilledHubLeftIsThereAfterTheNextStartOnceAndInItsOrder() throws Exception {
    try (StoreParts store = open(folder)) {
      IntStream.rangeClosed(1, 3).forEach(i -> accept(store, dana(i)));
      store.events.settled().join();
      try (Busy database = new Busy(folder)) {
        IntStream.rangeClosed(4, 9).forEach(i -> accept(store, dana(i)));
        accept(store, dana(2));
        accept(store, with(dana(5), "other content"));
        copyTo(copy);
      }
    }
    try (StoreParts next = open(copy)) {
      assertThat(accept(next, dana(9)).duplicate()).as("before it is in the database").isTrue();
      assertThat(rows(next))
          .containsExactly(
              "purchase-1 ACCEPTED again 0",
              "purchase-2 ACCEPTED again 1",
              "purchase-3 ACCEPTED again 0",
              "purchase-4 ACCEPTED again 0",
              "purchase-5 ACCEPTED again 0",
              "purchase-6 ACCEPTED again 0",
              "purchase-7 ACCEPTED again 0",
              "purchase-8 ACCEPTED again 0",
              "purchase-9 ACCEPTED again 1",
              other("purchase-5") + " QUARANTINED again 0");
      assertThat(claimed(next)).isEqualTo(9);
    }
    assertThat(spools(copy)).isEmpty();
  }

  @Test
  void whatWasMovedAlreadyIsNotMovedAgain() throws Exception {
    try (StoreParts store = open(folder)) {
      IntStream.rangeClosed(1, 3).forEach(i -> accept(store, dana(i)));
      accept(store, dana(3));
      store.events.settled().join();
      copyTo(copy);
    }
    assertThat(spools(copy)).hasSize(1);
    try (StoreParts next = open(copy)) {
      assertThat(rows(next)).hasSize(3).last().isEqualTo("purchase-3 ACCEPTED again 1");
    }
  }

  @Test
  void anOlderDatabaseTakesFromTheSpoolWhatItLacks() throws Exception {
    try (StoreParts store = open(folder)) {
      accept(store, dana(1));
      store.events.settled().join();
      copyTo(copy);
      accept(store, dana(2));
      copySpoolTo(copy);
    }
    try (Statement database = database(copy).createStatement()) {
      database.executeUpdate("UPDATE spool SET file = 'another'");
      database.getConnection().close();
    }
    try (StoreParts next = open(copy)) {
      assertThat(accept(next, dana(2)).duplicate()).isTrue();
      assertThat(rows(next))
          .containsExactly("purchase-1 ACCEPTED again 0", "purchase-2 ACCEPTED again 1");
    }
  }

  @Test
  void anyNumberOfFilesIsTakenUpAndWhatWasMovedFromThemIsCountedOnce() throws Exception {
    try (StoreParts store = openWithShortFiles(folder)) {
      accept(store, dana(1));
      Path first = spools(folder).get(0);
      accept(store, dana(1));
      accept(store, dana(2));
      Path second = spools(folder).get(spools(folder).size() - 1);
      accept(store, dana(2));
      Path third = spools(folder).get(spools(folder).size() - 1);
      store.events.settled().join();
      Files.copy(third, copy.resolve("third"));
      accept(store, dana(3));
      store.events.settled().join();
      await().until(() -> spools(folder).size() == 1);
      try (Busy database = new Busy(folder)) {
        IntStream.rangeClosed(4, 6).forEach(i -> accept(store, dana(i)));
        accept(store, dana(4));
        copyTo(copy);
      }
      assertThat(first).doesNotExist();
      assertThat(second).doesNotExist();
      // Killed when all of it was moved, and before it was deleted.
      Files.move(copy.resolve("third"), copy.resolve(third.getFileName()));
    }
    assertThat(spools(copy)).hasSize(5);
    try (StoreParts next = openWithShortFiles(copy)) {
      assertThat(accept(next, dana(6)).duplicate()).isTrue();
      assertThat(rows(next))
          .containsExactly(
              "purchase-1 ACCEPTED again 1",
              "purchase-2 ACCEPTED again 1",
              "purchase-3 ACCEPTED again 0",
              "purchase-4 ACCEPTED again 1",
              "purchase-5 ACCEPTED again 0",
              "purchase-6 ACCEPTED again 1");
    }
    assertThat(spools(copy)).isEmpty();
  }

  /** Each gets one group. */
  private static StoreParts openWithShortFiles(Path folder) throws Exception {
    return StoreParts.sqlite(
        folder,
        Clock.systemUTC(),
        new OpenStore.Limits(
            FreshKeys.MOST, IndexedKeys.PAYS_FROM, SpoolFile.BEGINNING, Spool.MOST_UNMOVED));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void whatLiesBehindADamagedRecordIsNeverPassedOver(CapturedOutput log) throws Exception {
    try (StoreParts store = open(folder)) {
      accept(store, dana(1));
      store.events.settled().join();
      try (Busy database = new Busy(folder)) {
        long end = endOfRecords();
        accept(store, dana(2));
        accept(store, dana(3));
        damage(end + 20);
        copyTo(copy);
      }
      await().until(() -> store.events.accept(dana(4)).isCompletedExceptionally());
      assertThat(store.events.settled()).isCompletedExceptionally();
      IntStream.range(0, 50).forEach(i -> store.writer.write(sql -> true).join());
    }
    assertThat(spools(folder)).as("after a stop").hasSize(1);
    assertThat(log.getAll().lines().filter(line -> line.contains("is damaged at its byte")))
        .as("told, and not with each of the other writes")
        .hasSizeBetween(1, 10);
    try (StoreParts next = open(copy)) {
      assertThat(rows(next)).containsExactly("purchase-1 ACCEPTED again 0");
    }
    assertThat(spools(copy)).isEmpty();
    assertThat(names(copy)).anyMatch(name -> name.startsWith("usher.db-damaged-"));
  }

  private long endOfRecords() throws IOException {
    byte[] file = Files.readAllBytes(spools(folder).get(0));
    int end = file.length;
    while (file[end - 1] == 0) {
      end--;
    }
    return end;
  }

  private void damage(long at) throws IOException {
    try (FileChannel file = FileChannel.open(spools(folder).get(0), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {'?'}), at);
    }
  }

  @Test
  void afterAnErasureNothingIsLeftBesideTheDatabase() throws Exception {
    try (StoreParts store = open(folder)) {
      accept(store, dana(1));
      assertThat(spools(folder)).hasSize(1);
      store.persons.erase(List.of()).join();
      assertThat(spools(folder)).isEmpty();
      accept(store, dana(2));
      assertThat(rows(store)).hasSize(2);
    }
  }

  @Test
  void anErasureSearchesNothingBeforeAllThatWasAcknowledgedIsThere() throws Exception {
    try (StoreParts store = open(folder);
        Connection database = database(folder)) {
      try (Busy busy = new Busy(folder)) {
        accept(store, dana(1));
        assertThatThrownBy(() -> store.persons.awaitAcknowledged(Duration.ofMillis(20)))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageStartingWith("Events that were acknowledged are still on their way");
      }
      store.persons.awaitAcknowledged(Duration.ofSeconds(20));
      assertThat(count(database)).isEqualTo(1);
    }
  }

  @Test
  void whileTheDatabaseCantTakeThemNoMoreEventsAreAcknowledgedAndThenTheyAreAgain()
      throws Exception {
    try (StoreParts store = open(folder)) {
      accept(store, dana(1));
      store.events.settled().join();
      String refusing =
          "CREATE TRIGGER refusing BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no room'); END";
      store.writer.write(sql -> sql.update(refusing)).join();
      accept(store, dana(2));
      await().until(() -> store.events.accept(dana(3)).isCompletedExceptionally());
      store.writer.write(sql -> sql.update("DROP TRIGGER refusing")).join();
      await().until(() -> !store.events.accept(dana(4)).isCompletedExceptionally());
      assertThat(rows(store)).contains("purchase-2 ACCEPTED again 0");
    }
  }

  @Test
  void noMoreAreTakenThanMayWaitForTheDatabase() throws Exception {
    OpenStore.Limits limits =
        new OpenStore.Limits(FreshKeys.MOST, IndexedKeys.PAYS_FROM, SpoolFiles.LONGEST, 3);
    try (StoreParts store = StoreParts.sqlite(folder, Clock.systemUTC(), limits)) {
      try (Busy database = new Busy(folder)) {
        IntStream.rangeClosed(1, 3).forEach(i -> accept(store, dana(i)));
        assertThat(store.events.accept(dana(4)))
            .failsWithin(Duration.ofSeconds(10))
            .withThrowableThat()
            .havingCause()
            .isInstanceOfSatisfying(
                StoreUnavailableException.class, e -> assertThat(e.isPassing()).isTrue())
            .withMessage("The store has too many events waiting.");
      }
      store.events.settled().join();
      accept(store, dana(5));
      assertThat(rows(store)).hasSize(4);
    }
  }

  @Test
  void inARushEventsAreMovedSlowlyUntilSomebodyAsksForThem() throws Exception {
    try (StoreParts store = StoreParts.sqlite(folder, Clock.systemUTC(), endlessRush());
        Connection database = database(folder)) {
      long began = System.nanoTime();
      CompletableFuture<?>[] all =
          IntStream.range(0, 12_000)
              .mapToObj(i -> store.events.accept(dana(i)))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(all).join();
      await()
          .until(
              () -> {
                int moved = count(database);
                assertThat((long) moved).isLessThanOrEqualTo(movedSlowlySince(began));
                return moved > 500;
              });
      int left = store.spool.unmoved();
      long asked = System.nanoTime();
      store.events.settled().join();
      assertThat(count(database)).isEqualTo(12_000);
      assertThat((long) left).as("at once").isGreaterThan(movedSlowlySince(asked));
    }
  }

  /** Its time stands still once it is on. */
  private static Rush endlessRush() {
    AtomicLong nanos = new AtomicLong();
    Rush rush = new Rush(nanos::get, 1);
    IntStream.range(0, 10)
        .forEach(
            i -> {
              nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
              rush.came();
            });
    assertThat(rush.isOn()).isTrue();
    return rush;
  }

  /** The most that a rush lets through. */
  private static long movedSlowlySince(long nanos) {
    return ((System.nanoTime() - nanos) / 100_000_000 + 2) * 250;
  }

  private static int count(Connection database) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM events")) {
      return row.getInt(1);
    }
  }

  private static StoreParts open(Path folder) throws Exception {
    return StoreParts.sqlite(folder, Clock.systemUTC());
  }

  private static Acceptance accept(StoreParts store, NewEvent event) {
    return store.events.accept(event).join();
  }

  private static int claimed(StoreParts store) {
    return store.events.claim("demo", 100, Duration.ofMinutes(1)).join().items().size();
  }

  /** The key with the sum of the other content. */
  private static String other(String key) {
    return key + "~";
  }

  private static List<String> rows(StoreParts store) {
    return store
        .reader
        .sql("SELECT event_key, status, duplicates FROM events ORDER BY instr(event_key, '~'), id")
        .query(
            (row, n) ->
                row.getString(1).replaceFirst("~.*", "~")
                    + " "
                    + row.getString(2)
                    + " again "
                    + row.getInt(3))
        .list();
  }

  private static List<Path> spools(Path folder) {
    return SpoolFiles.left(folder.resolve("usher.db"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** As a hub that is killed now would leave it. */
  private void copyTo(Path to) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private void copySpoolTo(Path to) throws IOException {
    for (Path file : spools(folder)) {
      Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Connection database(Path folder) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("usher.db"));
  }

  /** Somebody else writes in the database. */
  private static final class Busy implements AutoCloseable {

    private final Connection connection;

    Busy(Path folder) throws SQLException {
      connection = database(folder);
      try (Statement statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
