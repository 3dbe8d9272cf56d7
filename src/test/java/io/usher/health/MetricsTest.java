package io.usher.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.usher.outbox.RejectedException;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.Scrape;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus is told by a whole hub. */
class MetricsTest {

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() {
    TwoDestinations.write(folder);
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        destinations:
          crm: {concurrency: 1, schedule: 1h, breakerFailures: 3, breakerFirstWait: 1h, breakerLongestWait: 1h}
        """);
    hub = TwoDestinations.start(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void everyWebhookIsCountedOnceByWhatBecameOfIt() {
    hub.post(Sales.dana(1));
    hub.post(Sales.dana(1));
    hub.post(Sales.dana(2));
    hub.post(Sales.dana(3), Map.of("X-SHOWPASS-SIGNATURE", "00"));
    hub.post("/hooks/nobody", new byte[0], Map.of());
    Scrape scrape = Scrape.of(hub);
    assertThat(webhooks(scrape, "accepted", "-")).isEqualTo(2);
    assertThat(webhooks(scrape, "duplicate", "-")).isEqualTo(1);
    assertThat(webhooks(scrape, "refused", "signature-mismatch")).isEqualTo(1);
    assertThat(scrape.value("usher_webhooks_total", "customer=\"-\"", "reason=\"unknown-path\""))
        .isEqualTo(1);
    assertThat(scrape.value("usher_webhook_ack_seconds_count", "outcome=\"accepted\""))
        .isEqualTo(2);
    assertThat(
            scrape.value("usher_webhook_ack_seconds_bucket", "outcome=\"refused\"", "le=\"+Inf\""))
        .isEqualTo(2);
  }

  private static double webhooks(Scrape scrape, String outcome, String reason) {
    return scrape.value(
        "usher_webhooks_total",
        "customer=\"demo\"",
        "source=\"showpass\"",
        "outcome=\"" + outcome + "\"",
        "reason=\"" + reason + "\"");
  }

  @Test
  void aDestinationsTroubleIsSeenAndWhatWaitsForIt() {
    hub.bean(ScriptedTarget.class)
        .at(
            "demo/crm",
            uuid -> {
              throw new ConnectException("refused");
            });
    hub.bean(ScriptedTarget.class)
        .at(
            "demo/mail",
            uuid -> {
              throw new RejectedException("No recipient.", "test");
            });
    for (int i = 1; i <= 5; i++) {
      hub.post(Sales.dana(i));
    }
    await()
        .untilAsserted(
            () -> {
              hub.bean(Sampler.class).look();
              Scrape scrape = Scrape.of(hub);
              assertThat(of(scrape, "usher_destination_breaker_open", "crm")).isEqualTo(1);
              assertThat(of(scrape, "usher_destination_breaker_open", "mail")).isZero();
              assertThat(of(scrape, "usher_deliveries_dead", "mail")).isEqualTo(5);
              assertThat(
                      of(scrape, "usher_deliveries_open", "crm", "status=\"retrying\"")
                          + of(scrape, "usher_deliveries_open", "crm", "status=\"pending\""))
                  .isEqualTo(5);
              assertThat(of(scrape, "usher_deliveries_finished_total", "mail", "outcome=\"dead\""))
                  .isEqualTo(5);
              assertThat(of(scrape, "usher_attempts_seconds_count", "crm", "outcome=\"failed\""))
                  .isEqualTo(3);
            });
    assertThat(RunningHub.json(health()).path("status").asText()).isEqualTo("DEGRADED");
    assertThat(hub.send(hub.asAdmin("/actuator/health").GET().build()).statusCode()).isEqualTo(200);
    for (String group : new String[] {"liveness", "readiness"}) {
      assertThat(hub.get("/actuator/health/" + group).path("status").asText()).isEqualTo("UP");
    }
  }

  private String health() {
    return hub.send(hub.asAdmin("/actuator/health").GET().build()).body();
  }

  private static double of(Scrape scrape, String name, String destination, String... labels) {
    String[] all = new String[labels.length + 2];
    System.arraycopy(labels, 0, all, 2, labels.length);
    all[0] = "customer=\"demo\"";
    all[1] = "destination=\"" + destination + "\"";
    return scrape.value(name, all);
  }

  @Test
  void nothingFromAPayloadBecomesALabel() {
    for (int i = 1; i <= 20; i++) {
      hub.post(Sales.event("invoice.odd" + i, "t" + i, "uuid-" + i, "Dana Whitfield"));
    }
    await().until(() -> hub.bean(ScriptedTarget.class).received("demo/mail").size() == 20);
    hub.bean(Sampler.class).look();
    Scrape scrape = Scrape.of(hub);
    assertThat(scrape.text()).doesNotContain("odd", "Dana", "uuid-", "t20");
    assertThat(scrape.lines().stream().filter(line -> line.startsWith("usher_")).count())
        .isLessThan(200);
  }

  @Test
  void aScrapeIsQuickAndHoldsTheProcessToo() {
    hub.post(Sales.dana(1));
    Scrape.of(hub);
    assertThat(Scrape.of(hub).names())
        .contains(
            "usher_store_commit_seconds_count",
            "usher_store_commit_writes_bucket",
            "usher_store_commit_failures_total",
            "usher_store_queue",
            "usher_store_spool",
            "usher_store_spool_flush_seconds_count",
            "usher_store_writable",
            "usher_disk_free_bytes",
            "usher_disk_log_bytes",
            "usher_leases_ended",
            "usher_sample_took_seconds",
            "usher_sample_age_seconds",
            "jvm_memory_used_bytes",
            "process_cpu_usage");
  }
}
