package io.usher.store;

import io.usher.testing.Postgres;
import java.time.Clock;

class PostgresDoctorTest extends DoctorContract {

  private final String url = Postgres.emptyDatabase();

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.postgres(url, folder, clock);
  }

  @Override
  StoreSettings settings() {
    return new StoreSettings(url, "", "");
  }
}
