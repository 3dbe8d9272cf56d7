package io.usher.store;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.usher.settings.HubSettings;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Opens the store, where that has not been done already: the folder first, then the migrations,
 * then writers and readers.
 */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ReadyDatabase readyDatabase(StoreSettings settings, HubSettings hub) {
    return ReadyDatabase.of(settings, hub);
  }

  /** Every time that the store keeps is by this clock. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock(ReadyDatabase database) {
    return database.clock();
  }

  @Bean
  @ConditionalOnMissingBean
  OpenStore openStore(ReadyDatabase database, Clock clock) {
    return OpenStore.on(database, clock);
  }

  @Bean
  MeterBinder storeMeters(OpenStore store) {
    return store::countIn;
  }

  /** The database's address, as everything below opens it. */
  @Bean
  StoreAddress storeAddress(ReadyDatabase database) {
    return database.address();
  }

  @Bean
  DatabaseType databaseType(ReadyDatabase database) {
    return database.type();
  }

  @Bean(destroyMethod = "")
  GroupCommit groupCommit(OpenStore store) {
    return store.writer();
  }

  /** For readers only: every write goes through the group commit. */
  @Bean(destroyMethod = "")
  HikariDataSource readers(OpenStore store) {
    return store.readers();
  }

  @Bean
  JdbcClient jdbcClient(HikariDataSource readers) {
    return JdbcClient.create(readers);
  }

  @Bean
  Wakeups wakeups(OpenStore store) {
    return store.wakeups();
  }

  /** Where several processes share the store, they wake each other. */
  @Bean
  @Nullable Neighbours neighbours(StoreAddress address, Wakeups wakeups, Clock clock) {
    if (!(clock instanceof StoreClock shared)) {
      return null;
    }
    Neighbours neighbours = new Neighbours(address, wakeups, shared);
    neighbours.start();
    return neighbours;
  }

  /** Where the machine's own clock counts, somebody may set it. */
  @Bean
  @Nullable ClockWatch clockWatch(GroupCommit writer, Clock clock) {
    if (!(clock instanceof SteadyClock steady)) {
      return null;
    }
    ClockWatch watch = new ClockWatch(writer, steady);
    watch.start();
    return watch;
  }

  @Bean
  KnownKeys knownKeys(OpenStore store) {
    return store.known();
  }

  @Bean
  EventStore eventStore(
      OpenStore store,
      DatabaseType type,
      GroupCommit writer,
      Wakeups wakeups,
      Clock clock,
      WhoAsks who) {
    return new EventStore(type, store.known(), store.spool(), writer, wakeups, clock, who);
  }

  @Bean
  DeliveryStore deliveryStore(
      DatabaseType type, GroupCommit writer, Wakeups wakeups, Clock clock, WhoAsks who) {
    DeliveryStore deliveries = new DeliveryStore(type, writer, wakeups, clock, who);
    if (!type.isShared()) {
      deliveries.releaseAll().join();
    }
    return deliveries;
  }

  @Bean
  DestinationStore destinationStore(
      DatabaseType type,
      GroupCommit writer,
      JdbcClient reader,
      Wakeups wakeups,
      Clock clock,
      WhoAsks who) {
    return new DestinationStore(type, writer, reader, wakeups, clock, who);
  }

  @Bean
  VersionStore versionStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    return new VersionStore(writer, reader, clock);
  }

  @Bean
  SecretUses secretUses(OpenStore store) {
    return store.secretUses();
  }

  @Bean
  JobScan jobScan(DatabaseType type, JdbcClient reader, WhoAsks who) {
    return new JobScan(type, reader, who);
  }

  @Bean
  JobStore jobStore(
      DatabaseType type,
      GroupCommit writer,
      JdbcClient reader,
      JobScan scan,
      Clock clock,
      WhoAsks who) {
    JobStore jobs = new JobStore(type, writer, reader, scan, clock, who);
    if (!type.isShared()) {
      jobs.releaseAll().join();
    }
    return jobs;
  }

  @Bean
  JobBatches jobBatches(GroupCommit writer, JobScan scan, Wakeups wakeups, Clock clock) {
    return new JobBatches(writer, scan, wakeups, clock);
  }

  @Bean
  RefusedWebhooks refusedWebhooks(OpenStore store) {
    return store.refused();
  }

  @Bean
  UserStore userStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    return new UserStore(writer, reader, clock);
  }

  @Bean
  TokenStore tokenStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    return new TokenStore(writer, reader, clock);
  }

  @Bean
  EventWords eventWords(DatabaseType type) {
    return EventWords.of(type);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  WordIndexer wordIndexer(
      EventWords words,
      KnownKeys known,
      GroupCommit writer,
      JdbcClient reader,
      Wakeups wakeups,
      Clock clock) {
    WordIndexer indexer =
        new WordIndexer(
            words, new UnindexedEvents(words, reader), known, writer, wakeups.rush(), clock);
    wakeups.listenToAll(indexer::wake);
    return indexer;
  }

  @Bean
  AuditStore auditStore(DatabaseType type, GroupCommit writer, JdbcClient reader, Clock clock) {
    return new AuditStore(type, writer, reader, clock);
  }

  @Bean
  Decisions decisions(GroupCommit writer, Wakeups wakeups, Clock clock, WhoAsks who) {
    return new Decisions(writer, wakeups, clock, who);
  }

  @Bean
  DeliveryLog deliveryLog(DatabaseType type, JdbcClient reader, WhoAsks who) {
    return new DeliveryLog(type, reader, who);
  }

  @Bean
  ManyEvents manyEvents(JdbcClient reader) {
    return new ManyEvents(reader);
  }

  @Bean
  Traffic traffic(DatabaseType type, JdbcClient reader) {
    return new Traffic(type, reader);
  }

  @Bean
  SaleLog saleLog(DatabaseType type, JdbcClient reader) {
    return new SaleLog(type, reader);
  }

  @Bean
  FailureCauses failureCauses(DatabaseType type, JdbcClient reader, WhoAsks who) {
    return new FailureCauses(type, reader, who);
  }

  @Bean
  RefusedLog refusedLog(DatabaseType type, JdbcClient reader, WhoAsks who) {
    return new RefusedLog(type, reader, who);
  }

  @Bean
  BalanceSheet balanceSheet(JdbcClient reader, WhoAsks who) {
    return new BalanceSheet(reader, who);
  }

  @Bean
  Recount recount(
      DatabaseType type, GroupCommit writer, JdbcClient reader, HikariDataSource readers) {
    return new Recount(type, writer, reader, readers);
  }

  @Bean
  PurgeStore purgeStore(DatabaseType type, GroupCommit writer, JdbcClient reader, Clock clock) {
    return new PurgeStore(type, writer, reader, clock);
  }

  @Bean
  FreedSpace freedSpace(
      DatabaseType type,
      GroupCommit writer,
      JdbcClient reader,
      StoreDisk disk,
      DiskSettings settings) {
    return new FreedSpace(type, writer, reader, disk, settings);
  }

  @Bean
  PersonStore personStore(
      OpenStore store, DatabaseType type, GroupCommit writer, JdbcClient reader, Clock clock) {
    return new PersonStore(type, store.spool(), writer, reader, clock);
  }

  @Bean
  StorePulse storePulse(OpenStore store) {
    return new StorePulse(store.writer(), store.spool());
  }

  @Bean
  Census census(DatabaseType type, JdbcClient reader, Clock clock) {
    return new Census(type, reader, clock);
  }

  @Bean
  LiveLog liveLog(JdbcClient reader) {
    return new LiveLog(reader);
  }

  @Bean
  AnsweredRequests answeredRequests(GroupCommit writer, Clock clock) {
    return new AnsweredRequests(writer, clock);
  }

  @Bean
  AlarmStore alarmStore(GroupCommit writer, JdbcClient reader, Clock clock) {
    return new AlarmStore(writer, reader, clock);
  }

  @Bean
  Arrivals arrivals(OpenStore store) {
    return store.arrivals();
  }

  @Bean
  StoreDisk storeDisk(StoreAddress address, DiskSettings settings) {
    return new StoreDisk(address, settings);
  }

  @Bean
  Backlog backlog(JdbcClient reader) {
    return new Backlog(reader);
  }

  @Bean
  LogRoom logRoom(DatabaseType type, GroupCommit writer, StoreDisk disk) {
    return new LogRoom(type, writer, disk);
  }
}
