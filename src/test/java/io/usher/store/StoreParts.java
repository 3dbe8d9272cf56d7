package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.usher.settings.HubSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.util.unit.DataSize;

/** A store on a real database, put together as {@link StoreConfiguration} does. */
final class StoreParts implements AutoCloseable {

  final DatabaseType type;
  final Wakeups wakeups;
  final GroupCommit writer;
  final KnownKeys known;
  final @Nullable Spool spool;
  final IndexedKeys indexedKeys;
  final EventStore events;
  final DeliveryStore deliveries;
  final DestinationStore destinations;
  final JobScan scan;
  final JobStore jobs;
  final JobBatches batches;
  final RefusedWebhooks refused;
  final DeliveryLog log;
  final BalanceSheet balance;
  final Backlog backlog;
  final SaleLog sales;
  final WordIndexer indexer;
  final Recount recount;
  final PurgeStore purge;
  final FreedSpace space;
  final PersonStore persons;
  final AlarmStore alarms;
  final Arrivals arrivals;
  final Census census;
  final AnsweredRequests answered;
  final Clock clock;
  final JdbcClient reader;
  final Decisions decisions;
  final UserStore users;
  final TokenStore tokens;
  final AuditStore audit;
  final VersionStore versions;
  final SecretUses secrets;

  /** Who asks in this test: somebody who may see everything, unless it says otherwise. */
  Reach reach = Reach.EVERYTHING;

  private final ReadyDatabase database;
  private final HikariDataSource readers;

  private StoreParts(StoreSettings settings, Path dataDir, Clock clock) throws Exception {
    this(settings, dataDir, clock, OpenStore.Limits.USUAL, new Rush());
  }

  private StoreParts(
      StoreSettings settings, Path dataDir, Clock clock, OpenStore.Limits limits, Rush rush)
      throws Exception {
    this.clock = clock;
    WhoAsks who = () -> reach;
    StoreConfiguration configuration = new StoreConfiguration();
    HubSettings hub = new HubSettings(dataDir, dataDir, dataDir, "");
    database = configuration.readyDatabase(settings, hub);
    StoreAddress address = configuration.storeAddress(database);
    type = configuration.databaseType(database);
    OpenStore store = OpenStore.on(database, clock, limits, rush);
    writer = configuration.groupCommit(store);
    readers = configuration.readers(store);
    reader = JdbcClient.create(new Settled(readers, store.events()));
    wakeups = configuration.wakeups(store);
    known = store.known();
    spool = store.spool();
    indexedKeys = store.indexedKeys();
    events = configuration.eventStore(store, type, writer, wakeups, clock, who);
    deliveries = configuration.deliveryStore(type, writer, wakeups, clock, who);
    destinations = configuration.destinationStore(type, writer, reader, wakeups, clock, who);
    scan = configuration.jobScan(type, reader, who);
    jobs = configuration.jobStore(type, writer, reader, scan, clock, who);
    batches = configuration.jobBatches(writer, scan, wakeups, clock);
    refused = configuration.refusedWebhooks(store);
    log = configuration.deliveryLog(type, reader, who);
    balance = configuration.balanceSheet(reader, who);
    backlog = configuration.backlog(reader);
    sales = configuration.saleLog(type, reader);
    EventWords words = EventWords.of(type);
    indexer =
        new WordIndexer(
            words, new UnindexedEvents(words, reader), known, writer, wakeups.rush(), clock);
    purge = configuration.purgeStore(type, writer, reader, clock);
    recount = configuration.recount(type, writer, reader, readers);
    DiskSettings disk = new DiskSettings(DataSize.ofBytes(0), DataSize.ofGigabytes(1));
    space =
        configuration.freedSpace(
            type, writer, reader, configuration.storeDisk(address, disk), disk);
    decisions = configuration.decisions(writer, wakeups, clock, who);
    users = configuration.userStore(writer, reader, clock);
    tokens = configuration.tokenStore(writer, reader, clock);
    audit = configuration.auditStore(type, writer, reader, clock);
    versions = configuration.versionStore(writer, reader, clock);
    secrets = configuration.secretUses(store);
    persons = configuration.personStore(store, type, writer, reader, clock);
    alarms = configuration.alarmStore(writer, reader, clock);
    arrivals = configuration.arrivals(store);
    census = configuration.census(type, reader, clock);
    answered = configuration.answeredRequests(writer, clock);
  }

  static StoreParts sqlite(Path dataDir, Clock clock) throws Exception {
    return new StoreParts(new StoreSettings("", "", ""), dataDir, clock);
  }

  static StoreParts sqlite(Path dataDir, Clock clock, OpenStore.Limits limits) throws Exception {
    return new StoreParts(new StoreSettings("", "", ""), dataDir, clock, limits, new Rush());
  }

  static StoreParts sqlite(Path dataDir, Clock clock, Rush rush) throws Exception {
    return new StoreParts(
        new StoreSettings("", "", ""), dataDir, clock, OpenStore.Limits.USUAL, rush);
  }

  /**
   * @param dataDir each process has one of its own
   */
  static StoreParts postgres(String url, Path dataDir, Clock clock) throws Exception {
    return new StoreParts(new StoreSettings(url, "", ""), dataDir, clock);
  }

  /** As a router would, with the usual order key. */
  CompletableFuture<Boolean> routed(
      ClaimedEvent claimed, List<String> destinations, boolean deliberate) {
    Map<String, String> keys = new LinkedHashMap<>();
    destinations.forEach(destination -> keys.put(destination, claimed.event().transaction()));
    return events.routed(claimed, keys, deliberate);
  }

  /** Until there is nothing more to index now. */
  void index() {
    while (indexer.next().compareTo(WordIndexer.SETTLED) < 0) {}
  }

  /** Also holds that each count which a test has changed agrees with the rows. */
  @Override
  public void close() throws Exception {
    if (spool != null) {
      spool.close();
    }
    writer.close();
    Map<StatusCounts.Key, Integer> missing = RowCounts.missing(type, reader);
    readers.close();
    database.close();
    assertThat(missing).as("counts that differ from the rows").isEmpty();
  }

  /** Whoever reads finds all that was accepted before, as with the hub's API. */
  private static final class Settled extends DelegatingDataSource {

    private final EventStore events;

    Settled(DataSource readers, EventStore events) {
      super(readers);
      this.events = events;
    }

    @Override
    public Connection getConnection() throws SQLException {
      events.settled().exceptionally(failure -> null).join();
      return super.getConnection();
    }
  }
}
