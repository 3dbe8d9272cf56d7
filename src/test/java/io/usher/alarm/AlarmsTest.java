package io.usher.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.usher.health.Sampler;
import io.usher.outbox.RejectedException;
import io.usher.testing.Postgres;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.TwoDestinations;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole hub whose people are told by a real mail server, and by stand-ins for Slack and webhooks.
 */
class AlarmsTest {

  @TempDir Path folder;
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final WireMockServer http =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private RunningHub hub;

  @BeforeEach
  void start() {
    mail.start();
    http.start();
    http.stubFor(WireMock.post(WireMock.anyUrl()).willReturn(WireMock.ok()));
    TwoDestinations.write(folder);
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        destinations:
          crm: {concurrency: 1, schedule: "1h,1h,1h,1h,1h,1h", breakerFailures: 3, breakerFirstWait: 50ms, breakerLongestWait: 50ms}
        alarms:
          mail: hall@example.com
          slackUrl: http://127.0.0.1:%d/hall-slack
        """
            .formatted(http.port()));
    startHub(Map.of("usher.alarm.quiet", "100ms"));
  }

  private void startHub(Map<String, String> more) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "usher.delivery.jitter", "0",
                "usher.alarm.mail.to", "ops@example.com",
                "usher.alarm.mail.from", "usher@example.com",
                "usher.alarm.mail.host", "127.0.0.1",
                "usher.alarm.mail.port", String.valueOf(mail.getSmtp().getPort()),
                "usher.alarm.slack-url", "http://127.0.0.1:" + http.port() + "/slack",
                "usher.alarm.webhook-url", "http://127.0.0.1:" + http.port() + "/webhook",
                "usher.alarm.webhook-secret", "alarm-secret",
                "usher.public-url", "https://hooks.example.com/"));
    settings.putAll(more);
    hub = RunningHub.start(folder, settings, ScriptedTarget.Beans.class);
  }

  @AfterEach
  void stop() {
    hub.close();
    http.stop();
    mail.stop();
  }

  @Test
  void aDestinationsOutageIsToldOnceByEachChannelAndSoIsItsEnd() throws Exception {
    breakCrm();
    awaitMails("ops@example.com", 1);
    awaitMails("hall@example.com", 1);
    MimeMessage told = mails("ops@example.com").get(0);
    assertThat(told.getSubject())
        .startsWith("[Usher] ALARM: demo/crm is out of order, ")
        .endsWith("The other side can't be reached.");
    assertThat(text(told))
        .contains("What to do: ")
        .contains("https://hooks.example.com/deliveries?customer=demo&destination=crm")
        .containsPattern("Since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")
        .doesNotContain("Dana", "dana.whitfield", "uuid-purchase");
    assertThat(told.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    await().until(() -> posts("/slack").size() == 1 && posts("/hall-slack").size() == 1);
    assertThat(RunningHub.json(posts("/slack").get(0).getBodyAsString()).path("text").asText())
        .startsWith("ALARM  demo/crm is out of order");
    look(5);
    assertThat(mails("ops@example.com")).hasSize(1);
    hub.bean(ScriptedTarget.class).at("demo/crm", uuid -> {});
    await().untilAsserted(() -> assertThat(status()).isEqualTo("RUNNING"));
    awaitMails("ops@example.com", 2);
    assertThat(mails("ops@example.com").get(1).getSubject())
        .isEqualTo("[Usher] RECOVERED: demo/crm is back; what waited is being delivered.");
    assertThat(text(mails("ops@example.com").get(1))).contains(", over since 20");
    assertThat(alarms("?status=RECOVERED")).hasSize(1);
    assertThat(alarms("?status=OPEN")).isEmpty();
  }

  @Test
  void theWebhookIsSignedAndSaysAllInFields() throws Exception {
    breakCrm();
    await()
        .until(
            () -> {
              hub.bean(Sampler.class).look();
              return posts("/webhook").size() == 1;
            });
    LoggedRequest post = posts("/webhook").get(0);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("alarm-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(post.getHeader("X-Usher-Signature"))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(post.getBody())));
    JsonNode alarm = RunningHub.json(post.getBodyAsString()).path("alarms").path(0);
    assertThat(alarm.path("event").asText()).isEqualTo("RAISED");
    assertThat(alarm.path("kind").asText()).isEqualTo("BREAKER");
    assertThat(alarm.path("customer").asText()).isEqualTo("demo");
    assertThat(alarm.path("subject").asText()).isEqualTo("crm");
    assertThat(alarm.path("link").asText()).startsWith("https://hooks.example.com/");
  }

  @Test
  void deadDeliveriesAreToldWithTheirNumber() throws Exception {
    hub.bean(ScriptedTarget.class)
        .at(
            "demo/mail",
            uuid -> {
              throw new RejectedException("Dana Whitfield's address is wrong.", "test");
            });
    sell(4);
    await().until(() -> hub.get("/api/v1/deliveries?status=DEAD").path("items").size() == 4);
    awaitMails("ops@example.com", 1);
    assertThat(text(mails("ops@example.com").get(0)))
        .contains("4 deliveries to demo/mail are dead and not tried again by themselves.")
        .contains("usher delivery redeliver --status DEAD --customer demo --destination mail")
        .doesNotContain("Dana");
  }

  @Test
  void signaturesThatFailInABurstAreTold() throws Exception {
    for (int i = 0; i < 25; i++) {
      hub.post(Sales.dana(i), Map.of("X-SHOWPASS-SIGNATURE", "00"));
    }
    awaitMails("hall@example.com", 1);
    assertThat(mails("hall@example.com").get(0).getSubject())
        .contains("signatures failed at demo/showpass within five minutes");
  }

  @Test
  void aRestartTellsNothingTwice() throws Exception {
    breakCrm();
    awaitMails("ops@example.com", 1);
    await().until(() -> posts("/slack").size() == 1);
    hub.close();
    startHub(Map.of("usher.alarm.quiet", "15m"));
    hub.bean(ScriptedTarget.class).at("demo/crm", AlarmsTest::refuse);
    look(5);
    assertThat(alarms("?status=OPEN")).hasSize(1);
    assertThat(mails("ops@example.com")).hasSize(1);
  }

  @Test
  void aMailServerThatHangsKeepsNobodyElseWaitingAndWhatItMissedIsSentLater() throws Exception {
    hub.close();
    try (ServerSocket silent = new ServerSocket(0)) {
      startHub(Map.of("usher.alarm.mail.port", String.valueOf(silent.getLocalPort())));
      breakCrm();
      await()
          .until(
              () -> {
                hub.bean(Sampler.class).look();
                return posts("/slack").size() == 1;
              });
      assertThat(hub.post(Sales.dana(99)).statusCode()).isEqualTo(202);
    }
    hub.close();
    assertThat(mails("ops@example.com")).isEmpty();
  }

  @Test
  void ofTwoHubsOnOneDatabaseOneTells(@TempDir Path second) throws Exception {
    hub.close();
    String url = Postgres.emptyDatabase();
    startHub(Map.of("usher.store.url", url, "usher.alarm.quiet", "15m"));
    RunningHub first = hub;
    copy(second);
    try (RunningHub other = neighbour(second, url)) {
      for (RunningHub each : List.of(first, other)) {
        each.bean(ScriptedTarget.class).at("demo/crm", AlarmsTest::refuse);
      }
      sell(12);
      await().untilAsserted(() -> assertThat(status()).isEqualTo("BREAKER_OPEN"));
      for (int i = 0; i < 4; i++) {
        for (RunningHub each : List.of(first, other)) {
          each.bean(Sampler.class).look();
          each.bean(AlarmLook.class).look();
        }
      }
      await().until(() -> mails("ops@example.com").size() == 1);
      first.close();
      other.bean(Sampler.class).look();
      await()
          .untilAsserted(
              () -> {
                other.bean(AlarmLook.class).look();
                assertThat(other.get("/api/v1/alarms?status=OPEN").path("items")).hasSize(1);
              });
      assertThat(mails("ops@example.com")).hasSize(1);
    }
  }

  private void copy(Path second) {
    try {
      org.springframework.util.FileSystemUtils.copyRecursively(
          folder.resolve("routes"), second.resolve("routes"));
      org.springframework.util.FileSystemUtils.copyRecursively(
          folder.resolve("customers"), second.resolve("customers"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private RunningHub neighbour(Path second, String url) {
    RunningHub first = hub;
    Path own = folder;
    folder = second;
    startHub(Map.of("usher.store.url", url, "usher.alarm.quiet", "15m"));
    RunningHub other = hub;
    folder = own;
    hub = first;
    return other;
  }

  @Test
  void aTestSaysWhoWasReachedAndWhoWasNot() throws Exception {
    http.stubFor(WireMock.post("/slack").willReturn(WireMock.status(403)));
    JsonNode results = RunningHub.json(hub.command("/api/v1/alarms/test").body()).path("items");
    assertThat(results.findValuesAsText("channel"))
        .containsExactly("MAIL", "SLACK", "WEBHOOK", "MAIL", "SLACK");
    assertThat(results.findValuesAsText("error"))
        .containsExactly("null", "Slack answered 403.", "null", "null", "null");
    assertThat(results.path(3).path("customer").asText()).isEqualTo("demo");
    assertThat(mails("ops@example.com").get(0).getSubject())
        .isEqualTo("[Usher] TEST: This is a test that admin asked for. Alarms reach you here.");
    assertThat(mails("hall@example.com")).hasSize(1);
    assertThat(alarms("")).isEmpty();
  }

  private void breakCrm() {
    hub.bean(ScriptedTarget.class).at("demo/crm", AlarmsTest::refuse);
    sell(4);
    await().untilAsserted(() -> assertThat(status()).isEqualTo("BREAKER_OPEN"));
  }

  private static void refuse(String uuid) throws Exception {
    throw new ConnectException("refused");
  }

  private void sell(int upTo) {
    for (int i = 1; i <= upTo; i++) {
      hub.post(Sales.dana(i));
    }
  }

  private String status() {
    return hub.get("/api/v1/destinations/demo/crm").path("status").asText();
  }

  private JsonNode alarms(String query) {
    return hub.get("/api/v1/alarms" + query).path("items");
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      hub.bean(Sampler.class).look();
      hub.bean(AlarmLook.class).look();
    }
  }

  private void awaitMails(String to, int count) {
    await()
        .untilAsserted(
            () -> {
              hub.bean(Sampler.class).look();
              assertThat(mails(to)).hasSize(count);
            });
  }

  private List<MimeMessage> mails(String to) throws Exception {
    List<MimeMessage> found = new java.util.ArrayList<>();
    for (MimeMessage message : mail.getReceivedMessages()) {
      if (message.getRecipients(Message.RecipientType.TO)[0].toString().equals(to)) {
        found.add(message);
      }
    }
    return found;
  }

  private static String text(MimeMessage message) throws Exception {
    return String.valueOf(message.getContent());
  }

  private List<LoggedRequest> posts(String path) {
    return http.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo(path)));
  }
}
