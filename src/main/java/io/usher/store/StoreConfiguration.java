package io.usher.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the store: the folder first, then the migrations, then the one writer and its readers. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  private static final int READERS = 4;

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The database's address, as everything below opens it. */
  @Bean
  StoreAddress storeAddress(StoreSettings settings, HubSettings hub) {
    return new StoreAddress(settings.url(hub));
  }

  @Bean(destroyMethod = "close")
  DataFolder dataFolder(StoreAddress address) {
    DatabaseType.of(address.url());
    return DataFolder.hold(StoreSettings.folder(address.url()));
  }

  @Bean
  @DependsOn("dataFolder")
  DatabaseType databaseType(StoreAddress address) {
    DatabaseType type = DatabaseType.of(address.url());
    try {
      Flyway.configure()
          .dataSource(address.url(), null, null)
          .locations("classpath:" + type.migrations())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StartupProblem(
          "The database "
              + address.url()
              + " can't be opened or brought up to date: "
              + NestedExceptionUtils.getMostSpecificCause(e).getMessage()
              + ". Restore it from a backup, or name another with usher.store.url.",
          e);
    }
    return type;
  }

  @Bean(destroyMethod = "close")
  GroupCommit groupCommit(DatabaseType type, StoreAddress address) throws SQLException {
    Connection connection = DriverManager.getConnection(address.url());
    try (Statement statement = connection.createStatement()) {
      for (String pragma : type.onConnect()) {
        statement.execute(pragma);
      }
    }
    connection.setAutoCommit(false);
    GroupCommit writer = new GroupCommit(new SqlSession(connection));
    writer.start();
    return writer;
  }

  /** For readers only: every write goes through the one writer. */
  @Bean(destroyMethod = "close")
  HikariDataSource readers(DatabaseType type, StoreAddress address) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setPoolName("usher-readers");
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setConnectionInitSql("PRAGMA query_only = ON");
    config.addDataSourceProperty("busy_timeout", "10000");
    return new HikariDataSource(config);
  }

  @Bean
  JdbcClient jdbcClient(HikariDataSource readers) {
    return JdbcClient.create(readers);
  }

  @Bean
  Wakeups wakeups() {
    return new Wakeups();
  }

  @Bean
  EventStore eventStore(GroupCommit writer, Wakeups wakeups, Clock clock) {
    EventStore events = new EventStore(writer, wakeups, clock);
    events.releaseAll().join();
    return events;
  }

  @Bean
  DeliveryStore deliveryStore(GroupCommit writer, Wakeups wakeups, Clock clock) {
    DeliveryStore deliveries = new DeliveryStore(writer, wakeups, clock);
    deliveries.releaseAll().join();
    return deliveries;
  }

  @Bean
  JobScan jobScan(JdbcClient reader) {
    return new JobScan(reader);
  }

  @Bean
  JobStore jobStore(GroupCommit writer, JdbcClient reader, JobScan scan, Clock clock) {
    JobStore jobs = new JobStore(writer, reader, scan, clock);
    jobs.releaseAll().join();
    return jobs;
  }

  @Bean
  JobBatches jobBatches(GroupCommit writer, JobScan scan, Wakeups wakeups, Clock clock) {
    return new JobBatches(writer, scan, wakeups, clock);
  }

  @Bean
  RefusedWebhooks refusedWebhooks(GroupCommit writer, Clock clock) {
    return new RefusedWebhooks(writer, clock);
  }

  @Bean
  UserStore userStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    return new UserStore(writer, reader, clock);
  }

  @Bean
  DeliveryLog deliveryLog(JdbcClient reader) {
    return new DeliveryLog(reader);
  }

  @Bean
  BalanceSheet balanceSheet(JdbcClient reader) {
    return new BalanceSheet(reader);
  }

  record StoreAddress(String url) {}
}
