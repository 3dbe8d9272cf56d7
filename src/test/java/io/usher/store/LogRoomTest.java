package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class LogRoomTest {

  private static final long KB = 1024;

  @TempDir Path folder;
  private StoreParts store;
  private StoreDisk disk;
  private LogRoom room;

  @BeforeEach
  void aStoreWithALog() throws Exception {
    store = StoreParts.sqlite(folder, Clock.systemUTC());
    StoreAddress address = new StoreAddress(DatabaseType.SQLITE, url(), "", "");
    disk =
        new StoreDisk(address, new DiskSettings(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1)));
    room = new LogRoom(store.type, store.writer, disk);
    for (int i = 0; i < 20; i++) {
      Sale.accepted(store, "sale-" + i, "x".repeat(10_000));
      store.events.settled().join();
    }
    assertThat(log()).isGreaterThan(200 * KB);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void whereThereIsRoomTheLogIsLeftAlone() throws Exception {
    long before = log();
    room.look(free(100_000 * KB));
    store.writer.writeBetweenGroups(sql -> "after whatever was asked for").join();
    assertThat(log()).isGreaterThanOrEqualTo(before);
    assertThat(store.writer.holdsClaims()).isFalse();
  }

  @Test
  void whereRoomIsScarceTheLogIsEmptied() {
    room.look(free(log() + 1));
    await().until(() -> log() == 0);
    assertThat(store.writer.holdsClaims()).isFalse();
    assertThat(disk.room().orElseThrow().captive()).isFalse();
  }

  @Test
  void whoReadsHoldsUpWhatCanWaitAndNothingElseUntilTheyAreDone() throws Exception {
    try (Connection reader = DriverManager.getConnection(url());
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM events")) {
        assertThat(rows.next()).isTrue();
      }
      Sale.accepted(store, "later", "x");
      room.look(free(100 * KB));
      await().until(() -> disk.room().orElseThrow().captive());
      assertThat(store.writer.holdsClaims()).isTrue();
      assertThat(store.events.claim("demo", 1, Duration.ofMinutes(1)).join().items()).isEmpty();
      Sale.accepted(store, "even later", "x");
      assertThat(log()).isPositive();
    }
    await()
        .until(
            () -> {
              room.look(free(100 * KB));
              return log() == 0;
            });
    room.look(free(100 * KB));
    assertThat(store.writer.holdsClaims()).isFalse();
    assertThat(store.events.claim("demo", 1, Duration.ofMinutes(1)).join().items()).hasSize(1);
  }

  private DiskRoom free(long bytes) {
    return DiskRoom.of(bytes, 1_000_000 * KB, 1000 * KB).with(0, log(), false);
  }

  private long log() {
    return WriteAheadLog.of(folder.resolve("usher.db")).toFile().length();
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("usher.db");
  }
}
