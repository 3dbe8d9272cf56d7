package io.usher.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.usher.testing.RunningHub;
import io.usher.testing.ScriptedTarget;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The console as people use it: in a real browser, on a whole hub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserTest {

  /** Whoever adds a page adds its address here; {event} stands for one whose delivery is dead. */
  private static final List<String> PAGES =
      List.of(
          "/",
          "/events",
          "/events?q=nobody-is-called-this",
          "/events/{event}",
          "/deliveries",
          "/deliveries?status=DEAD",
          "/jobs",
          "/jobs/new?status=DEAD");

  private static final String PASSWORD = "harbour lights 9";
  private static final String DOWN = "The mail server took nothing.";
  private static final String MARKUP =
      "<img src=x onerror=\"window.owned=1\"><script>owned=1</script>";

  private RunningHub hub;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path folder) {
    RunningHub.customer(
        folder,
        "demo",
        "sources:\n  showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}\n");
    RunningHub.route(folder, "demo/router.camel.yaml", ROUTER);
    RunningHub.route(folder, "demo/receipts.camel.yaml", RECEIPTS);
    hub =
        RunningHub.start(folder, Map.of("usher.delivery.jitter", "0"), ScriptedTarget.Beans.class);
    browser = Browser.at(hub.url());
    user("vera", "viewer");
    user("otto", "operator");
    user("ada", "admin");
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    hub.close();
  }

  private static final String ROUTER =
      """
      - route:
          id: router
          from:
            uri: inbox:demo
            steps:
              - to: {uri: "outbox:receipts"}
      """;

  private static final String RECEIPTS =
      """
      - route:
          id: receipts
          from:
            uri: outbox:receipts
            parameters: {schedule: "50ms", timeout: 30s, breakerFailures: 0, breakerShare: 0}
            steps:
              - process: {ref: target}
      """;

  private void user(String name, String role) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("name", name).put("role", role).put("password", PASSWORD);
    var request =
        hub.asAdmin("/api/v1/users")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    assertThat(hub.send(request).statusCode()).isEqualTo(201);
  }

  private String sale(String id, String first, String last) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", id).put("webhook_event_uuid", "uuid-" + id);
    body.put("event_type", "invoice.purchase");
    ObjectNode data = body.putObject("data").put("transaction_id", "order-" + id);
    data.put("customer_name", first + " " + last).put("customer_email", id + "@example.com");
    data.putArray("ticket_items").addObject().put("barcode_string", "SECRET-BARCODE");
    return RunningHub.json(hub.post(body.toString()).body()).path("event").asText();
  }

  private String deadSale(String id, String first, String last) {
    target()
        .at(
            "demo/receipts",
            uuid -> {
              throw new IOException(DOWN);
            });
    String event = sale(id, first, last);
    await().until(() -> delivery(event).path("status").asText().equals("DEAD"));
    return event;
  }

  private ScriptedTarget target() {
    return hub.bean(ScriptedTarget.class);
  }

  private JsonNode delivery(String event) {
    return hub.get("/api/v1/events/" + event).at("/deliveries/0");
  }

  private Page as(String name) {
    return as(name, new NewContextOptions());
  }

  private Page as(String name, NewContextOptions options) {
    return browser.signedIn(name, PASSWORD, options);
  }

  private static Locator redeliver(Page page) {
    return page.locator("#went")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Redeliver"));
  }

  @Test
  void aViewerSeesNeitherButtonsNorPayload() {
    String event = deadSale("7002", "Ana", "Viewed");
    Page page = as("vera");
    page.navigate("/events/" + event);
    assertThat(page.locator("#went .pill")).hasText("dead");
    assertThat(redeliver(page)).hasCount(0);
    assertThat(page.locator("pre.payload")).hasCount(0);
    assertThat(page.content()).doesNotContain("SECRET-BARCODE");
  }

  @Test
  void barcodesAreHiddenUntilAskedForAndAskingIsWrittenDown() {
    String event = deadSale("7003", "Ana", "Barcode");
    Page page = as("otto");
    page.navigate("/events/" + event);
    assertThat(page.locator("pre.payload")).containsText("•••");
    assertThat(page.content()).doesNotContain("SECRET-BARCODE");
    page.getByText("Show barcodes").click();
    assertThat(page.locator("pre.payload")).containsText("SECRET-BARCODE");
    JsonNode entries = hub.get("/api/v1/audit?limit=20").path("items");
    assertThat(entries.toString()).contains(event);
  }

  @Test
  void everyPageRendersForAViewerAndAnAdminWithoutSeriousFindings() {
    String event = deadSale("7004", "Ana", "Pages");
    List<String> findings = new ArrayList<>();
    Map<String, ColorScheme> looks = Map.of("vera", ColorScheme.DARK, "ada", ColorScheme.LIGHT);
    for (String who : looks.keySet()) {
      Page page = as(who, new NewContextOptions().setColorScheme(looks.get(who)));
      for (String pattern : PAGES) {
        look(page, who, pattern.replace("{event}", event), findings);
      }
    }
    assertThat(findings).isEmpty();
  }

  private static void look(Page page, String who, String path, List<String> findings) {
    List<String> errors = new ArrayList<>();
    page.onPageError(errors::add);
    int status = page.navigate(path).status();
    if (path.startsWith("/jobs/new") && who.equals("vera")) {
      assertThat(status).as(path).isEqualTo(403);
      return;
    }
    assertThat(status).as(path + " as " + who).isEqualTo(200);
    assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
    assertThat(errors).as(path).isEmpty();
    Browser.seriousFindings(page).forEach(finding -> findings.add(path + " " + finding));
  }

  @Test
  void onAPhoneNoPageIsWiderThanTheScreen() {
    String event = deadSale("7005", "Ana", "Phone");
    Page page = as("ada", new NewContextOptions().setViewportSize(390, 844));
    for (String pattern : PAGES) {
      page.navigate(pattern.replace("{event}", event));
      Object width = page.evaluate("document.documentElement.scrollWidth");
      assertThat((Integer) width).as(pattern).isLessThanOrEqualTo(390);
    }
  }

  @Test
  void markupAndScriptsInPayloadsAreShownAsText() {
    String event = deadSale("7006", MARKUP, "Markup");
    Page page = as("ada");
    for (String path : List.of("/events", "/events/" + event, "/events?q=Markup")) {
      page.navigate(path);
      assertThat(page.locator("main")).containsText("<img src=x onerror=");
      assertThat(page.locator("main img").count()).as(path).isZero();
      assertThat(page.evaluate("window.owned === undefined")).as(path).isEqualTo(true);
    }
  }
}
