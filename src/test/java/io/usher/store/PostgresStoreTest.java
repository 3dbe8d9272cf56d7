package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import io.usher.event.Outcome;
import io.usher.testing.Postgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends StoreContract {

  private static final Duration LEASE = Duration.ofMinutes(1);

  @TempDir Path folder;
  @TempDir Path other;
  private final String url = Postgres.emptyDatabase();

  @Override
  StoreParts open(Clock clock) throws Exception {
    return StoreParts.postgres(url, folder, clock);
  }

  @Test
  void hubsOnOneDatabaseShareTheWorkAndNoneGetsWhatAnotherHolds() throws Exception {
    try (StoreParts mine = StoreParts.postgres(url, other, clock);
        StoreParts theirs = StoreParts.postgres(url, other.resolve("second"), clock)) {
      int events = 200;
      for (int i = 0; i < events; i++) {
        mine.events.accept(purchase(i)).join();
      }
      List<CompletableFuture<Claim<ClaimedEvent>>> claims = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        claims.add((i % 2 == 0 ? mine : theirs).events.claim("demo", 10, LEASE));
      }
      List<String> claimed =
          claims.stream()
              .flatMap(claim -> claim.join().items().stream())
              .map(item -> item.event().id())
              .toList();
      Set<String> distinct = new HashSet<>(claimed);
      assertThat(claimed).as("nobody got what another holds").hasSize(distinct.size());
      for (ClaimedEvent left : theirs.events.claim("demo", events, LEASE).join().items()) {
        distinct.add(left.event().id());
      }
      assertThat(distinct).as("what was locked for a moment is claimed next").hasSize(events);
    }
  }

  @Test
  void aHubThatStartsLeavesAloneWhatAnotherHolds() throws Exception {
    try (StoreParts mine = StoreParts.postgres(url, other, clock)) {
      mine.events.accept(purchase(1)).join();
      ClaimedEvent held = mine.events.claim("demo", 1, LEASE).join().items().get(0);
      try (StoreParts theirs = StoreParts.postgres(url, other.resolve("second"), clock)) {
        assertThat(theirs.events.claim("demo", 1, LEASE).join().items()).isEmpty();
        assertThat(mine.routed(held, List.of("crm"), true).join()).isTrue();
      }
    }
  }

  @Test
  void hubsGoByTheDatabasesClockAndNotByTheirOwn() throws Exception {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
              + " $f$SELECT pg_catalog.clock_timestamp() + interval '1 hour'$f$");
    }
    String hourAhead = url + "&options=-c%20search_path%3Dpublic%2Cpg_catalog";
    StoreClock clock =
        StoreClock.startingWith(new StoreAddress(DatabaseType.POSTGRESQL, hourAhead, "", ""));
    assertThat(Duration.between(Instant.now(), clock.instant()))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
  }

  @Test
  void aWriterPlansAStatementOnceForAllItsValuesAndAnewForATableOfAnotherSize() throws Exception {
    try (StoreParts mine = StoreParts.postgres(url, other, clock);
        SqlSession sql =
            new SqlSession(
                new StoreAddress(DatabaseType.POSTGRESQL, url, "", "").openForWriting(),
                DatabaseType.POSTGRESQL,
                9)) {
      String due = "SELECT id FROM jobs WHERE status = 'RUNNING' AND due_at < ?";
      for (long i = 0; i < 20; i++) {
        sql.list(due, row -> row.getString(1), i);
      }
      assertThat(
              sql.list(
                  "SELECT name FROM pg_prepared_statements WHERE custom_plans > 0",
                  row -> row.getString(1)))
          .isEmpty();
      String name =
          sql.list(
                  "SELECT name FROM pg_prepared_statements WHERE statement LIKE ?",
                  row -> row.getString(1),
                  "%FROM jobs%")
              .get(0);
      sql.execute("SET enable_indexscan = off");
      String explain = "EXPLAIN EXECUTE \"" + name + "\"(5)";
      assertThat(plan(sql, explain)).contains("jobs_due").doesNotContain("Bitmap");
      sql.planAnew();
      assertThat(plan(sql, explain)).contains("Bitmap");
    }
  }

  private static String plan(SqlSession sql, String explain) throws SQLException {
    return String.join("\n", sql.list(explain, row -> row.getString(1)));
  }

  @Test
  void aGroupsUpdateTellsOfEachRowWhetherItWasChanged() throws Exception {
    try (SqlSession sql =
        new SqlSession(DriverManager.getConnection(url), DatabaseType.POSTGRESQL, 9)) {
      sql.execute("CREATE TEMPORARY TABLE seats (id text, taken_by text, at int8)");
      sql.execute("INSERT INTO seats VALUES ('a', NULL, NULL), ('b', 'dana', 1), ('c', NULL, 2)");
      GroupStatement take =
          GroupStatement.update(
              "UPDATE seats SET taken_by = :who, at = coalesce(:at, at)",
              "id = :id AND taken_by IS NULL",
              List.of(GroupInsert.number("at"), GroupInsert.text("who"), GroupInsert.text("id")));
      assertThat(
              take.run(
                  sql,
                  List.of(
                      new Object[] {7L, "kim", "a"},
                      new Object[] {8L, "kim", "b"},
                      new Object[] {9L, "kim", "nowhere"},
                      new @Nullable Object[] {null, "lee", "c"})))
          .containsExactly(true, false, false, true);
      assertThat(
              sql.list(
                  "SELECT id || ' ' || taken_by || ' ' || at FROM seats ORDER BY id",
                  row -> row.getString(1)))
          .containsExactly("a kim 7", "b dana 1", "c lee 2");
      assertThat(take.run(sql, List.<Object[]>of(new Object[] {7L, "kim", "a"})))
          .containsExactly(false);
    }
  }

  @Test
  void aBrokenConnectionFailsWhatWasUnderWayAndIsReplaced() throws Exception {
    try (StoreParts mine = StoreParts.postgres(url, other, clock)) {
      mine.events.accept(purchase(1)).join();
      breakConnections();
      int accepted = 0;
      int refused = 0;
      for (int i = 2; i < 40; i++) {
        try {
          mine.events.accept(purchase(i)).join();
          accepted++;
        } catch (CompletionException e) {
          assertThat(e).hasCauseInstanceOf(StoreUnavailableException.class);
          assertThat(mine.events.claim("demo", 1, LEASE).join().items())
              .as("right after an outage nothing is claimed")
              .isEmpty();
          refused++;
        }
      }
      assertThat(accepted).isGreaterThan(30);
      assertThat(refused).isBetween(1, mine.type.writers());
      whenTheDatabaseIsBack()
          .until(() -> !mine.events.claim("demo", 1, LEASE).join().items().isEmpty());
    }
  }

  /** Each of the broken connections fails one more write before it is replaced. */
  private static ConditionFactory whenTheDatabaseIsBack() {
    return await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsMatching(e -> e.getCause() instanceof StoreUnavailableException);
  }

  @Test
  void whatAnAttemptHasDoneIsRecordedWhenTheDatabaseIsBack() throws Exception {
    try (StoreParts mine = StoreParts.postgres(url, other, clock)) {
      mine.events.accept(purchase(1)).join();
      ClaimedEvent event = mine.events.claim("demo", 1, LEASE).join().items().get(0);
      breakConnections();
      assertThat(mine.routed(event, List.of("crm"), true).join()).isTrue();
      List<ClaimedDelivery> deliveries = new ArrayList<>();
      whenTheDatabaseIsBack()
          .until(
              () -> {
                deliveries.addAll(
                    mine.deliveries
                        .claim(DestinationTerms.of("demo", "crm", LEASE), 1)
                        .join()
                        .items());
                return !deliveries.isEmpty();
              });
      breakConnections();
      AttemptResult result =
          new AttemptResult(
              clock.instant(),
              Duration.ofMillis(50),
              Outcome.DELIVERED,
              DeliveryStatus.DELIVERED,
              null,
              null,
              null,
              null);
      assertThat(mine.deliveries.record(deliveries.get(0), result, Setback.NONE).join()).isTrue();
      assertThat(mine.deliveries.record(deliveries.get(0), result, Setback.NONE).join())
          .as("once more, as after a commit whose answer was lost")
          .isTrue();
    }
  }

  @Test
  void aHubHearsThatAnotherGotWork() throws Exception {
    StoreAddress address = new StoreAddress(DatabaseType.POSTGRESQL, url, "", "");
    Wakeups mine = new Wakeups(new Rush());
    Wakeups theirs = new Wakeups(new Rush());
    List<String> woken = new CopyOnWriteArrayList<>();
    theirs.listenOutbox("demo", "crm", () -> woken.add("crm"));
    try (Neighbours first = new Neighbours(address, mine, StoreClock.startingWith(address));
        Neighbours second = new Neighbours(address, theirs, StoreClock.startingWith(address))) {
      second.start();
      first.start();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                mine.wakeOutbox("demo", "crm");
                return !woken.isEmpty();
              });
    }
  }

  private void breakConnections() throws Exception {
    try (Connection connection = DriverManager.getConnection(url, new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }
  }

  private static NewEvent purchase(int number) {
    return new NewEvent(
        "demo",
        "showpass",
        "purchase-" + number,
        "invoice.purchase",
        "dana-" + number,
        "Dana Whitfield",
        "dana.whitfield@example.com",
        EventStatus.ACCEPTED,
        null,
        ("purchase-" + number).getBytes(StandardCharsets.UTF_8));
  }
}
