package io.usher.store;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteSlotTest extends SlotContract {

  @TempDir Path folder;

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.sqlite(folder, clock);
  }
}
