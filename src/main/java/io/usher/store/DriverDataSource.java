package io.usher.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Opens a connection each time; for the migrations, which need few. */
final class DriverDataSource extends AbstractDataSource {

  private final StoreAddress address;

  DriverDataSource(StoreAddress address) {
    this.address = address;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return DriverManager.getConnection(address.url(), address.properties());
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }
}
