package io.usher.store;

import io.usher.testing.Postgres;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;

class PostgresDoctorTest extends DoctorContract {

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

  @Override
  StoreSettings settings() {
    return new StoreSettings(url, "", "");
  }
}
