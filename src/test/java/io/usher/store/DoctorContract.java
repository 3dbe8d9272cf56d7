package io.usher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.settings.HubSettings;
import io.usher.store.Finding.Verdict;
import io.usher.testing.RunningHub;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What the doctor finds and advises; each database's test extends this. */
abstract class DoctorContract {

  @TempDir Path folder;
  StoreParts store;
  private int sales;

  abstract StoreParts open(Clock clock) throws Exception;

  abstract StoreSettings settings();

  @BeforeEach
  void open() throws Exception {
    store = open(Clock.systemUTC());
    RunningHub.route(folder, "demo/crm.camel.yaml", "");
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void aSoundStoreIsSaidToBeSound() {
    sale().routed("crm").delivered("crm");
    sale().routed("crm").dead("crm", "no field");
    sale().routed("crm");
    sale();
    for (boolean deep : List.of(false, true)) {
      assertThat(examine(deep))
          .noneMatch(f -> f.verdict() == Verdict.PROBLEM || f.verdict() == Verdict.WARNING);
    }
  }

  @Test
  void aSearchThatMissesEventsIsNoticedAndCanBeRepaired() {
    Sale sale = sale();
    sql("UPDATE search_progress SET indexed_to = 'z', checked_to = 'z'");
    assertThat(examine(true))
        .anySatisfy(
            finding -> {
              assertThat(finding.what())
                  .isEqualTo("Events that no search finds: 1 (" + sale.eventId() + ").");
              assertThat(finding.advice()).contains("usher store reindex");
            });
    assertThat(examine(false)).noneMatch(f -> f.what().startsWith("Events that no search"));
  }

  @Test
  void whatNobodyWouldEverTakeUpIsFoundByItsId() {
    Sale event = sale();
    Sale delivery = sale();
    sql("UPDATE events SET due_at = NULL WHERE id = '" + event.eventId() + "'");
    sql("UPDATE events SET due_at = 0 WHERE id = '" + delivery.eventId() + "'");
    delivery.routed("crm");
    sql("UPDATE deliveries SET due_at = NULL");
    assertThat(problems(false))
        .containsExactly(
            "Events that wait for their router but are never due: 1 (" + event.eventId() + ").",
            "Deliveries that are open but never due: 1 (" + delivery.deliveryId() + ").");
    store.events.reroute(event.eventId(), Reroute.ANYWHERE).join();
    store.deliveries.redeliver(delivery.deliveryId()).join();
    assertThat(problems(false)).as("after what it advised").isEmpty();
    event.routed("crm").delivered("crm");
  }

  @Test
  void aLeaseThatEndedLongAgoAndOneThatEndsFarTooLateAreFound() {
    String left = sale().routed("crm").claimed("crm").deliveryId();
    String far = sale().routed("crm").claimed("crm").deliveryId();
    due(left, Duration.ofMinutes(-5));
    due(far, Duration.ofDays(3));
    assertThat(problems(false))
        .containsExactly(
            "Deliveries that are held for more than a day: 1 ("
                + far
                + "). A clock was ahead when they were claimed.");
    assertThat(warnings())
        .contains("Deliveries whose lease ended and that nobody took up: 1 (" + left + ").");
  }

  @Test
  void whereDeliveriesWaitAndWhyIsSaid() {
    sale().routed("crm", "fax");
    store.destinations.pause("demo", "crm", "morgan").join();
    assertThat(problems(false))
        .containsExactly(
            "1 deliveries to demo/fax wait, but there is no route of that name, so nothing will ever take them.");
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("1 deliveries to demo/crm wait: morgan paused it at ");
  }

  @Test
  void deliveriesThatAreDueForLongSayThatNoHubRuns() {
    sale().routed("crm");
    sql("UPDATE deliveries SET due_at = " + fromNow(Duration.ofHours(-2)));
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("1 deliveries to demo/crm wait, the first of them due since ");
  }

  @Test
  void aClockThatWasSetBackIsFound() {
    sale();
    sql("UPDATE events SET received_at = " + fromNow(Duration.ofHours(1)));
    store.recount.run(); // it may be tomorrow's
    assertThat(problems(false))
        .singleElement()
        .asString()
        .startsWith("The newest event was received at ")
        .endsWith("the clock was set back.");
  }

  @Test
  void aRowInNoKnownStatusUpsetsTheBalance() {
    sale().routed("crm").delivered("crm");
    sql("UPDATE deliveries SET status = 'LOST'");
    assertThat(problems(false))
        .singleElement()
        .asString()
        .startsWith("Not every event or delivery is accounted for: demo on ");
    sql("UPDATE deliveries SET status = 'DELIVERED'");
    assertThat(problems(false)).isEmpty();
  }

  @Test
  void anOpenDeliveryWithoutPayloadIsFound() {
    Sale sale = sale().routed("crm");
    sql("UPDATE events SET payload = NULL");
    assertThat(problems(false))
        .containsExactly(
            "Open deliveries whose event has no payload any more: 1 (" + sale.deliveryId() + ").");
  }

  @Test
  void aDeliveryWithoutTheAttemptThatDeliveredItIsFoundByADeepLook() {
    Sale sale = sale().routed("crm").delivered("crm");
    sql("DELETE FROM attempts");
    assertThat(problems(false)).isEmpty();
    assertThat(problems(true))
        .containsExactly(
            "Deliveries that are delivered without an attempt that says so: 1 ("
                + sale.deliveryId()
                + ").");
  }

  @Test
  void aDatabaseOfAnotherVersionIsNotJudged() {
    List<String> versions =
        store
            .reader
            .sql("SELECT version FROM flyway_schema_history ORDER BY installed_rank DESC")
            .query(String.class)
            .list();
    sql(
        "UPDATE flyway_schema_history SET version = '99' WHERE version = '"
            + versions.get(0)
            + "'");
    assertThat(problems(false)).singleElement().asString().contains(" has version 99 ");
    sql("DELETE FROM flyway_schema_history WHERE version = '99'");
    assertThat(problems(false))
        .singleElement()
        .asString()
        .endsWith(" has version " + versions.get(1) + ", older than this Usher.");
  }

  Sale sale() {
    return Sale.accepted(store, "sale-" + ++sales, "payload");
  }

  private void sql(String statement) {
    store.writer.write(sql -> sql.update(statement)).join();
  }

  private void due(String delivery, Duration fromNow) {
    sql("UPDATE deliveries SET due_at = " + fromNow(fromNow) + " WHERE id = '" + delivery + "'");
  }

  private static long fromNow(Duration time) {
    return Instant.now().plus(time).toEpochMilli();
  }

  List<Finding> examine(boolean deep) {
    HubSettings hub = new HubSettings(folder, folder.resolve("routes"), folder, "");
    DiskSettings disk = new DiskSettings(DataSize.ofBytes(0), DataSize.ofGigabytes(1));
    return new Doctor(settings(), hub, disk).examine(deep);
  }

  List<String> problems(boolean deep) {
    return told(examine(deep), Verdict.PROBLEM);
  }

  private List<String> warnings() {
    return told(examine(false), Verdict.WARNING);
  }

  private static List<String> told(List<Finding> findings, Verdict verdict) {
    return findings.stream().filter(f -> f.verdict() == verdict).map(Finding::what).toList();
  }
}
