package io.usher.store;

import io.usher.testing.Postgres;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class PostgresSlotTest extends SlotContract {

  @TempDir Path folder;
  private final String url = Postgres.emptyDatabase();

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.postgres(url, folder, clock);
  }
}
