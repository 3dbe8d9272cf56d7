package io.usher.store;

import io.usher.testing.Postgres;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresDestinationTest extends DestinationContract {

  @TempDir Path folder;
  private String url = "";

  @BeforeEach
  @Override
  void open() throws Exception {
    url = Postgres.emptyDatabase();
    super.open();
  }

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.postgres(url, folder, clock);
  }
}
