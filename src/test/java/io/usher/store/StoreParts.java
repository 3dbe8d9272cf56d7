package io.usher.store;

import com.zaxxer.hikari.HikariDataSource;
import io.usher.settings.HubSettings;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store on a real database, put together as {@link StoreConfiguration} does. */
final class StoreParts implements AutoCloseable {

  final GroupCommit writer;
  final EventStore events;
  final DeliveryStore deliveries;
  final JobScan scan;
  final JobStore jobs;
  final JobBatches batches;
  final RefusedWebhooks refused;
  final DeliveryLog log;
  final BalanceSheet balance;
  final JdbcClient reader;
  private final DataFolder folder;
  private final HikariDataSource readers;

  private StoreParts(StoreSettings settings, Path dataDir, Clock clock) throws Exception {
    StoreConfiguration configuration = new StoreConfiguration();
    HubSettings hub = new HubSettings(dataDir, dataDir, dataDir, "");
    StoreConfiguration.StoreAddress address = configuration.storeAddress(settings, hub);
    folder = configuration.dataFolder(address);
    DatabaseType type = configuration.databaseType(address);
    writer = configuration.groupCommit(type, address);
    readers = configuration.readers(type, address);
    reader = configuration.jdbcClient(readers);
    Wakeups wakeups = configuration.wakeups();
    events = configuration.eventStore(writer, wakeups, clock);
    deliveries = configuration.deliveryStore(writer, wakeups, clock);
    scan = configuration.jobScan(reader);
    jobs = configuration.jobStore(writer, reader, scan, clock);
    batches = configuration.jobBatches(writer, scan, wakeups, clock);
    refused = configuration.refusedWebhooks(writer, clock);
    log = configuration.deliveryLog(reader);
    balance = configuration.balanceSheet(reader);
  }

  static StoreParts sqlite(Path dataDir, Clock clock) throws Exception {
    return new StoreParts(new StoreSettings(""), dataDir, clock);
  }

  @Override
  public void close() throws Exception {
    writer.close();
    readers.close();
    folder.close();
  }
}
