package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is up to date is left as it is; what is to be done to others is Flyway's. */
class SchemaTest {

  @TempDir Path folder;

  private StoreAddress address;

  @BeforeEach
  void aDatabase() {
    address =
        new StoreAddress(
            DatabaseType.SQLITE, StoreAddress.SQLITE + folder.resolve("usher.db"), "", "");
    new Schema(address).migrate();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void theVersionsAreThoseOfTheMigrations(String database) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration", database))) {
      List<String> versions =
          files
              .map(file -> file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))
              .map(Integer::valueOf)
              .sorted()
              .map(String::valueOf)
              .toList();
      assertThat(Schema.VERSIONS).isEqualTo(versions);
    }
  }

  @Test
  void aNewDatabaseGetsItsTables() throws SQLException {
    assertThat(tables("events")).isOne();
  }

  @Test
  void whatIsUpToDateIsNotMigratedAgain() throws SQLException {
    sql("DROP TABLE audit");
    new Schema(address).migrate();
    assertThat(tables("audit")).isZero();
  }

  @Test
  void aDatabaseWithAnotherVersionInsteadIsRefused() throws SQLException {
    sql("UPDATE flyway_schema_history SET version = '99' WHERE version = '15'");
    assertThatThrownBy(() -> new Schema(address).migrate())
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("15");
  }

  @Test
  void aMigrationThatFailedIsTold() throws SQLException {
    sql("UPDATE flyway_schema_history SET success = 0 WHERE version = '7'");
    assertThatThrownBy(() -> new Schema(address).migrate())
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("failed");
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = DriverManager.getConnection(address.url());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(text);
    }
  }

  private int tables(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(address.url());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM sqlite_master WHERE name = '" + name + "'")) {
      row.next();
      return row.getInt(1);
    }
  }
}
