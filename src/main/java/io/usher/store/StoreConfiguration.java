package io.usher.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.sql.SQLException;
import java.time.Clock;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
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

  /** The database's address, as everything below opens it. */
  @Bean
  StoreAddress storeAddress(StoreSettings settings, HubSettings hub) {
    return settings.address(hub);
  }

  @Bean(destroyMethod = "close")
  DataFolder dataFolder(StoreAddress address, HubSettings hub) {
    return DataFolder.hold(address.type().isShared() ? hub.dataDir() : address.folder());
  }

  @Bean
  @DependsOn("dataFolder")
  DatabaseType databaseType(StoreAddress address) {
    ShrinkingFile.choose(address);
    try {
      new Schema(address).migrate();
    } catch (FlywayException e) {
      throw new StartupProblem(
          "The database "
              + address
              + " can't be opened or brought up to date: "
              + NestedExceptionUtils.getMostSpecificCause(e).getMessage()
              + ". "
              + (address.type().isShared()
                  ? "Check usher.store.url, usher.store.user and usher.store.password, and that the server runs."
                  : "Restore it from a backup, or name another with usher.store.url."),
          e);
    }
    return address.type();
  }

  /** Every time that the store keeps is by this clock. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock(DatabaseType type, StoreAddress address) throws SQLException {
    return type.isShared() ? StoreClock.startingWith(address) : new SteadyClock();
  }

  @Bean(destroyMethod = "close")
  GroupCommit groupCommit(DatabaseType type, StoreAddress address, MeterRegistry registry)
      throws SQLException {
    CommitMeter meter = new CommitMeter(registry);
    GroupCommit writer =
        type.commitUnflushed().isPresent()
            ? flushedByUs(type, address, type.commitUnflushed().get(), meter)
            : new GroupCommit(
                type,
                number -> new SqlSession(address.openForWriting(), type, number),
                meter,
                null);
    Gauge.builder("usher.store.queue", writer, GroupCommit::waiting)
        .description("Writes that wait for a writer")
        .register(registry);
    writer.start();
    return writer;
  }

  private static GroupCommit flushedByUs(
      DatabaseType type, StoreAddress address, String commitUnflushed, CommitMeter meter) {
    WriteAheadLog log = new WriteAheadLog(address.file());
    return new GroupCommit(
        type,
        number -> {
          SqlSession session = new SqlSession(address.openForWriting(), type, number);
          session.outsideTransaction(sql -> sql.execute(commitUnflushed));
          log.reopen();
          return session;
        },
        meter,
        new Flusher(log));
  }

  /** For readers only: every write goes through the group commit. */
  @Bean(destroyMethod = "close")
  HikariDataSource readers(DatabaseType type, StoreAddress address) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setPoolName("usher-readers");
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setConnectionInitSql(type.onReader());
    config.setDataSourceProperties(address.properties());
    type.readerProperties().forEach(config::addDataSourceProperty);
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
  NewEvents newEvents(DatabaseType type) {
    return new NewEvents(type, new FreshKeys());
  }

  @Bean
  EventStore eventStore(
      DatabaseType type,
      NewEvents arriving,
      GroupCommit writer,
      Wakeups wakeups,
      Clock clock,
      WhoAsks who) {
    EventStore events = new EventStore(type, arriving, writer, wakeups, clock, who);
    if (!type.isShared()) {
      events.resume().join();
    }
    return events;
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
  SecretUses secretUses(GroupCommit writer, JdbcClient reader) {
    return new SecretUses(writer, reader);
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
  RefusedWebhooks refusedWebhooks(GroupCommit writer, Clock clock) {
    return new RefusedWebhooks(writer, clock);
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
      NewEvents arriving,
      GroupCommit writer,
      JdbcClient reader,
      Wakeups wakeups,
      Clock clock) {
    WordIndexer indexer =
        new WordIndexer(
            words, new UnindexedEvents(words, reader), arriving, writer, wakeups.rush(), clock);
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
  PersonStore personStore(DatabaseType type, GroupCommit writer, JdbcClient reader, Clock clock) {
    return new PersonStore(type, writer, reader, clock);
  }

  @Bean
  StorePulse storePulse(GroupCommit writer) {
    return new StorePulse(writer);
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
  Arrivals arrivals(GroupCommit writer, JdbcClient reader, Clock clock) {
    return new Arrivals(writer, reader, clock);
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
