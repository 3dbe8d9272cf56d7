package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.settings.HubSettings;
import io.usher.store.Finding.Verdict;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SqliteDoctorTest extends DoctorContract {

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.sqlite(folder, clock);
  }

  @Override
  StoreSettings settings() {
    return new StoreSettings("", "", "");
  }

  @Test
  void aDamagedFileIsFound() throws Exception {
    for (int i = 0; i < 200; i++) {
      Sale.accepted(store, "sale-" + i, "x".repeat(2000)).routed("crm");
    }
    store.writer.writeBetweenGroups(sql -> wal(sql)).join();
    Path damaged = folder.resolve("damaged");
    Files.createDirectories(damaged);
    Path file = Files.copy(folder.resolve("usher.db"), damaged.resolve("usher.db"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (long page = 40; page < 80; page++) {
        channel.write(ByteBuffer.wrap(new byte[2048]), page * 4096);
      }
    }
    assertThat(doctor(damaged).examine(false))
        .filteredOn(finding -> finding.verdict() == Verdict.PROBLEM)
        .extracting(Finding::what)
        .anyMatch(what -> what.matches("(?s).*(damaged|malformed).*"));
  }

  private static @Nullable Void wal(SqlSession sql) throws SQLException {
    sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    return null;
  }

  private static Doctor doctor(Path folder) {
    return new Doctor(
        new StoreSettings("", "", ""),
        new HubSettings(folder, folder, folder, ""),
        new DiskSettings(DataSize.ofBytes(0), DataSize.ofBytes(0)));
  }

  @Test
  void aFolderWithoutADatabaseIsNotFilledWithOne() throws Exception {
    Path empty = folder.resolve("empty");
    assertThat(doctor(empty).examine(false))
        .singleElement()
        .matches(f -> f.what().equals("There is no database " + empty.resolve("usher.db") + "."));
    assertThat(empty).doesNotExist();
  }
}
