package io.usher.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Where the database is, and who we are there. */
record StoreAddress(DatabaseType type, String url, String user, String password) {

  static final String SQLITE = "jdbc:sqlite:";

  /** What a connection to another machine needs so that a dead network doesn't hang it for good. */
  Properties properties() {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.put("user", user);
      properties.put("password", password);
    }
    if (type == DatabaseType.SQLITE) {
      // Else the driver asks for the last row's number after every insert.
      properties.put("jdbc.get_generated_keys", "false");
    }
    if (type == DatabaseType.POSTGRESQL) {
      properties.put("ApplicationName", "usher");
      properties.put("connectTimeout", "5");
      properties.put("socketTimeout", "30");
      properties.put("tcpKeepAlive", "true");
    }
    return properties;
  }

  /** A connection as the writer needs it. */
  Connection openForWriting() throws SQLException {
    Connection connection = DriverManager.getConnection(url, properties());
    try (Statement statement = connection.createStatement()) {
      for (String sql : type.onWriter()) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /** A connection that writes nothing, and sees what was committed before each question. */
  Connection openForReading() throws SQLException {
    Properties properties = properties();
    properties.putAll(type.readerProperties());
    Connection connection = DriverManager.getConnection(url, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute(type.onReader());
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** An embedded database's file. */
  Path file() {
    return Path.of(url.substring(SQLITE.length()).replaceFirst("\\?.*", ""));
  }

  /** Its folder, which one process holds alone. */
  Path folder() {
    return file().toAbsolutePath().getParent();
  }

  boolean isThere() {
    return type.isShared() || Files.exists(file());
  }

  /** Without what may hold a password. */
  @Override
  public String toString() {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
  }
}
