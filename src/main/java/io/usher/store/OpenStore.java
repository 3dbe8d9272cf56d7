package io.usher.store;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The store as far as webhooks need it: its writers, its readers, and what is kept in memory of
 * events that come in. Opened once, before anything that uses it; there is one of it in a hub.
 */
public final class OpenStore implements AutoCloseable {

  private static final int READERS = 4;

  private final ReadyDatabase database;
  private final Clock clock;
  private final CommitMeter meter = new CommitMeter();
  private final GroupCommit writer;
  private final HikariDataSource readers;
  private final Wakeups wakeups;
  private final IndexedKeys indexedKeys;
  private final KnownKeys known;
  private final @Nullable Spool spool;
  private final EventStore events;
  private final Arrivals arrivals;
  private final RefusedWebhooks refused;
  private final SecretUses secretUses;

  /**
   * What a test makes smaller to reach it.
   *
   * @param freshKeys how many keys memory holds
   * @param indexedKeysPayFrom how many events must have come
   * @param spoolFileBytes how long a file of the spool may be before another is begun
   * @param unmoved with so many events in the spool no more are taken
   */
  record Limits(int freshKeys, int indexedKeysPayFrom, long spoolFileBytes, int unmoved) {
    static final Limits USUAL =
        new Limits(FreshKeys.MOST, IndexedKeys.PAYS_FROM, SpoolFiles.LONGEST, Spool.MOST_UNMOVED);
  }

  private OpenStore(ReadyDatabase database, Clock clock, Limits limits, Rush rush) {
    this.database = database;
    this.clock = clock;
    this.wakeups = new Wakeups(rush);
    DatabaseType type = database.type();
    this.writer = writer(database, meter);
    this.readers = readers(database);
    JdbcClient reader = JdbcClient.create(readers);
    this.indexedKeys = new IndexedKeys(reader, limits.indexedKeysPayFrom);
    this.known = new KnownKeys(new FreshKeys(limits.freshKeys), indexedKeys);
    this.spool =
        type.isShared()
            ? null
            : new Spool(database.address(), writer, known, wakeups, clock, limits);
    this.events = new EventStore(type, known, spool, writer, wakeups, clock, () -> Reach.NOTHING);
    this.arrivals = new Arrivals(writer, reader, clock);
    this.refused = new RefusedWebhooks(writer, clock);
    this.secretUses = new SecretUses(writer, reader);
  }

  /**
   * @param clock by which the store's times are
   * @throws StartupProblem when the database can't be reached
   */
  static OpenStore on(ReadyDatabase database, Clock clock) {
    return on(database, clock, Limits.USUAL, new Rush());
  }

  static OpenStore on(ReadyDatabase database, Clock clock, Limits limits, Rush rush) {
    OpenStore store = new OpenStore(database, clock, limits, rush);
    try {
      store.writer.start();
    } catch (SQLException e) {
      throw database.problem(e);
    }
    store.resume();
    return store;
  }

  private void resume() {
    if (spool != null) {
      events.resume().join();
      try {
        spool.start();
      } catch (IOException | RuntimeException e) {
        throw database.problem(e);
      }
    }
  }

  /**
   * Opens the store before there are any beans, for those to find it there.
   *
   * @param beans where they will look, and whose end is the store's
   * @throws StartupProblem when it can't be opened
   */
  public static OpenStore openFor(
      DefaultSingletonBeanRegistry beans, StoreSettings settings, HubSettings hub) {
    ReadyDatabase database = ReadyDatabase.of(settings, hub);
    beans.registerSingleton("readyDatabase", database);
    beans.registerDisposableBean("readyDatabase", database::close);
    Clock clock = database.clock();
    beans.registerSingleton("clock", clock);
    OpenStore store = on(database, clock);
    beans.registerSingleton("openStore", store);
    beans.registerDisposableBean("openStore", store::close);
    return store;
  }

  private static GroupCommit writer(ReadyDatabase database, CommitMeter meter) {
    DatabaseType type = database.type();
    StoreAddress address = database.address();
    return type.commitUnflushed()
        .map(statement -> flushedByUs(address, statement, meter))
        .orElseGet(
            () ->
                new GroupCommit(
                    type,
                    number -> new SqlSession(address.openForWriting(), type, number),
                    meter,
                    null));
  }

  private static GroupCommit flushedByUs(
      StoreAddress address, String commitUnflushed, CommitMeter meter) {
    DatabaseType type = address.type();
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

  /** Connects with the first question, which is some time after the first webhooks. */
  private static HikariDataSource readers(ReadyDatabase database) {
    DatabaseType type = database.type();
    HikariDataSource readers = new HikariDataSource();
    readers.setJdbcUrl(database.address().url());
    readers.setPoolName("usher-readers");
    readers.setMaximumPoolSize(READERS);
    readers.setMinimumIdle(1);
    readers.setConnectionInitSql(type.onReader());
    readers.setDataSourceProperties(database.address().properties());
    type.readerProperties().forEach(readers::addDataSourceProperty);
    return readers;
  }

  /** Tells of every commit from now on, and of what waits. */
  void countIn(MeterRegistry registry) {
    meter.countIn(registry);
    Gauge.builder("usher.store.queue", writer, GroupCommit::waiting)
        .description("Writes that wait for a writer")
        .register(registry);
    if (spool != null) {
      Gauge.builder("usher.store.spool", spool, Spool::unmoved)
          .description("Acknowledged events that are on their way into the database")
          .register(registry);
      spool.countIn(registry);
    }
  }

  /** Whether webhooks must be turned away at once, for want of room. */
  public boolean isShortOfRoom(DiskSettings settings) {
    return new StoreDisk(database.address(), settings).room().filter(DiskRoom::isShort).isPresent();
  }

  GroupCommit writer() {
    return writer;
  }

  HikariDataSource readers() {
    return readers;
  }

  Wakeups wakeups() {
    return wakeups;
  }

  KnownKeys known() {
    return known;
  }

  IndexedKeys indexedKeys() {
    return indexedKeys;
  }

  /** Null where events become durable in the database. */
  @Nullable Spool spool() {
    return spool;
  }

  public Clock clock() {
    return clock;
  }

  /** Takes events; it finds none for anybody. */
  public EventStore events() {
    return events;
  }

  public Arrivals arrivals() {
    return arrivals;
  }

  public RefusedWebhooks refused() {
    return refused;
  }

  public SecretUses secretUses() {
    return secretUses;
  }

  /** Commits what waits, then closes all connections. */
  @Override
  public void close() throws Exception {
    if (spool != null) {
      spool.close();
    }
    writer.close();
    indexedKeys.close();
    readers.close();
  }
}
