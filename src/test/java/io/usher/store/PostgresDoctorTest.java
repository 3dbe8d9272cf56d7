package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class PostgresDoctorTest extends DoctorContract {

  private String url = Postgres.emptyDatabase();

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.postgres(url, folder, clock);
  }

  @Override
  StoreSettings settings() {
    return new StoreSettings(url, "", "");
  }

  @Test
  void aMachineWhoseClockIsNotTheDatabasesIsTold() throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
              + " $f$SELECT pg_catalog.clock_timestamp() + interval '1 hour'$f$");
    }
    url += "&options=-c%20search_path%3Dpublic%2Cpg_catalog";
    assertThat(examine(false))
        .extracting(Finding::what)
        .anyMatch(
            what ->
                what.matches("This machine's clock and the database's are 3[56]\\d\\d s apart.*"));
  }
}
