package io.usher.faults.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.faults.bench.Backlog.Waits;
import io.usher.store.CountedAnew;
import io.usher.testing.HubProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Hubs that are killed while they work through a job of many; it goes on where it was. */
final class JobKills {

  static final int ROWS = 10_000;

  /** Those whose number ends with 00, and the first has but one 0. */
  private static final int STILL_OPEN = ROWS / 100 - 1;

  private static final int KILLS = 5;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final long LONG_AGO_MS = Duration.ofDays(60).toMillis();

  private JobKills() {}

  static void onOneHub(Stand stand) throws Exception {
    play(stand, 1);
  }

  /** The job is on both at once; now one is killed, now the other. */
  static void onTwoHubs(Stand stand) throws Exception {
    play(stand, 2);
  }

  private static void play(Stand stand, int hubs) throws Exception {
    stand.makeTables();
    stand.destinations().forEach(name -> stand.sinks().behave(name, Trial.USUAL));
    try (Connection connection = stand.database().open(stand.hubs().data(0))) {
      new Backlog(connection, "crm").fillTo(ROWS, JobKills::dead);
    }
    stand.hubs().launch(0).awaitReady();
    for (int hub = 1; hub < hubs; hub++) {
      stand.hubs().add();
    }
    work(
        stand,
        "redeliver",
        "crm",
        "{\"kind\":\"REDELIVER\",\"filter\":{\"customer\":\"demo\",\"status\":\"DEAD\"},\"rate\":\"500/s\"}");
    work(
        stand,
        "re-route",
        "mail",
        "{\"kind\":\"REROUTE\",\"filter\":{\"customer\":\"demo\"},\"destinations\":[\"mail\"],\"rate\":\"500/s\"}");
    purge(stand, hubs);
  }

  private static Waits dead(int number) {
    return new Waits("sale-" + number, "DEAD", -LONG_AGO_MS, "dana@example.com");
  }

  private static void work(Stand stand, String what, String destination, String job)
      throws Exception {
    InFlight inFlight = new InFlight(stand.database());
    String id = stand.hubs().get(0).send("/api/v1/jobs", job).path("id").asText();
    int kills = 0;
    for (; kills < KILLS && !isDone(stand, id); kills++) {
      TimeUnit.MILLISECONDS.sleep(1500 + 300L * kills);
      killAndStart(stand, kills % stand.hubs().count(), inFlight);
    }
    boolean done = Trial.within(LONGEST, () -> isDone(stand, id));
    JsonNode end = stand.hubs().get(0).get("/api/v1/jobs/" + id);
    Trial.within(LONGEST, () -> stand.arrived(destination) == ROWS && nothingOpen(stand));
    note(stand, what, destination, end, kills, inFlight);
    stand.figures().breaks(!done, what + " did not end");
    stand.figures().breaks(end.path("done").asInt() != ROWS, what + " skipped some: " + end);
  }

  private static boolean isDone(Stand stand, String id) {
    return stand.hubs().get(0).get("/api/v1/jobs/" + id).path("status").asText().equals("DONE");
  }

  private static boolean nothingOpen(Stand stand) {
    HubProcess hub = stand.hubs().get(0);
    return Stream.of("PENDING", "IN_FLIGHT", "RETRYING")
        .allMatch(s -> hub.get("/api/v1/deliveries?status=" + s).path("items").isEmpty());
  }

  private static void killAndStart(Stand stand, int hub, InFlight inFlight) throws Exception {
    stand.hubs().get(hub).kill();
    inFlight.look(stand.hubs().data(hub), stand.hubs().count() == 1);
    stand.hubs().launch(hub).awaitReady();
  }

  private static void note(
      Stand stand, String what, String destination, JsonNode end, int kills, InFlight inFlight) {
    Count count =
        Count.of(
            IntStream.range(0, ROWS).mapToObj(n -> "uuid-" + n).collect(Collectors.toSet()),
            stand.sinks(),
            Set.of(destination),
            inFlight);
    stand
        .figures()
        .note(
            "%s of %,d with %d kills: done %d, skipped %d, arrived %d, lost %d, twice %d (in flight at the kills: %d)",
            what,
            ROWS,
            kills,
            end.path("done").asInt(),
            end.path("skipped").asInt(),
            count.delivered(),
            count.lost(),
            count.twice(),
            inFlight.count());
    stand.figures().breaks(count.lost() > 0, what + " lost some");
    stand.figures().breaks(count.unexplained() > 0, what + " sent some twice");
  }

  /** Payloads of events that are long over, while one of a hundred is still open. */
  private static void purge(Stand stand, int hubs) throws Exception {
    for (int hub = 0; hub < hubs; hub++) {
      stand.hubs().get(hub).terminate();
      stand.hubs().get(hub).awaitExit(Duration.ofSeconds(60));
    }
    try (Connection connection = stand.database().open(stand.hubs().data(0));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE events SET received_at = received_at - " + LONG_AGO_MS);
      statement.executeUpdate(
          "UPDATE deliveries SET status = 'DEAD', due_at = NULL WHERE destination = 'crm' AND event_id IN"
              + " (SELECT id FROM events WHERE event_key LIKE '%00')");
      CountedAnew.in(connection);
    }
    int kills = 0;
    for (; kills < 3; kills++) {
      HubProcess hub = stand.hubs().launch(0);
      TimeUnit.MILLISECONDS.sleep(500);
      Trial.within(Duration.ofSeconds(60), () -> hub.output().contains("Usher is ready."));
      new Thread(() -> purgeQuietly(hub)).start();
      TimeUnit.MILLISECONDS.sleep(100 + 100L * kills);
      hub.kill();
    }
    HubProcess last = stand.hubs().launch(0).awaitReady();
    last.send("/api/v1/retention/purge", "");
    stand.stop();
    notePurged(stand, kills);
  }

  private static void purgeQuietly(HubProcess hub) {
    try {
      hub.send("/api/v1/retention/purge", "");
    } catch (RuntimeException killed) {
      // That is what this is about.
    }
  }

  private static void notePurged(Stand stand, int kills) throws Exception {
    try (Connection connection = stand.database().open(stand.hubs().data(0));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT sum(CASE WHEN payload IS NULL AND event_key NOT LIKE '%00' THEN 1 ELSE 0 END),
                  sum(CASE WHEN payload IS NOT NULL AND event_key LIKE '%00' THEN 1 ELSE 0 END) FROM events""")) {
      row.next();
      stand
          .figures()
          .note(
              "purge with %d kills: %d payloads removed, %d of dead deliveries kept",
              kills, row.getInt(1), row.getInt(2));
      stand.figures().breaks(row.getInt(1) != ROWS - STILL_OPEN, "a payload was not purged");
      stand.figures().breaks(row.getInt(2) != STILL_OPEN, "a payload was purged too early");
    }
  }
}
