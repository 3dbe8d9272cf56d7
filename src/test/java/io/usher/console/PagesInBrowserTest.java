package io.usher.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.usher.testing.RunningHub;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo's hub with its sandbox, as people see it in Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {

  private static final List<String> FOR_ALL =
      List.of(
          "/",
          "/customers",
          "/customers/demo",
          "/routes",
          "/routes/demo",
          "/routes/demo/router",
          "/routes/demo/receipts",
          "/alarms",
          "/sandbox",
          "/settings");
  private static final List<String> FOR_ADMINS = List.of("/audit");
  private static final String PASSWORD = "harbour lights 9";

  private RunningHub hub;
  private Playwright playwright;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path folder) {
    hub =
        RunningHub.start(
            folder,
            Map.of(
                "usher.routes-dir", "routes",
                "usher.customers-dir", "config/customers",
                "usher.sandbox.enabled", "true"));
    String vera =
        "{\"name\": \"vera\", \"role\": \"viewer\", \"password\": \"%s\"}".formatted(PASSWORD);
    hub.send(
        hub.asAdmin("/api/v1/users")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(vera))
            .build());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(
                        Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium")))
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterAll
  void stop() {
    playwright.close();
    hub.close();
  }

  private Page signedIn(String name, String password) {
    BrowserContext context = browser.newContext();
    Page page = context.newPage();
    page.navigate(hub.url() + "/sign-in");
    page.fill("#name", name);
    page.fill("#password", password);
    page.click("button[type=submit]");
    return page;
  }

  private Page admin() {
    return signedIn("admin", "test-password");
  }

  @Test
  void everyPageRendersForAnAdmin() {
    Page page = admin();
    List<String> blocked = blocked(page);
    Stream.concat(FOR_ALL.stream(), FOR_ADMINS.stream()).forEach(path -> checked(page, path));
    assertThat(blocked).isEmpty();
  }

  @Test
  void aViewerSeesThePagesAndNoButtonThatChangesAnything() {
    Page page = signedIn("vera", PASSWORD);
    for (String path : FOR_ALL) {
      checked(page, path);
      List<String> actions = new ArrayList<>();
      page.locator("main form[method=post]")
          .all()
          .forEach(form -> actions.add(form.getAttribute("action")));
      assertThat(actions).as(path).allMatch("/settings/password"::equals);
    }
    assertThat(page.navigate(hub.url() + "/audit").status()).isEqualTo(403);
  }

  /** What the policy of a page kept from running or loading. */
  private static List<String> blocked(Page page) {
    List<String> blocked = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            blocked.add(message.text());
          }
        });
    return blocked;
  }

  private void checked(Page page, String path) {
    Response response = page.navigate(hub.url() + path);
    assertThat(response.status()).as(path).isEqualTo(200);
    assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .filteredOn(found -> List.of("serious", "critical").contains(found.getImpact()))
        .as(path)
        .isEmpty();
  }

  @Test
  void aDestinationIsPausedAndResumed() {
    Page page = admin();
    page.navigate(hub.url() + "/customers/demo");
    page.getByLabel("Pause receipts").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("receipts is paused");
    assertThat(page.locator("#destination-receipts")).containsText("paused");
    assertThat(hub.get("/api/v1/destinations/demo/receipts").path("status").asText())
        .isEqualTo("PAUSED");
    page.getByLabel("Resume receipts").click();
    assertThat(page.locator("#destination-receipts")).containsText("running");
  }

  @Test
  void aTestEventGoesTheWholeWay() {
    Page page = admin();
    page.navigate(hub.url() + "/customers/demo");
    page.selectOption("#sample-showpass", "purchase-single");
    page.getByText("Send", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.url()).contains("/events/");
    String event = page.url().replaceFirst(".*/events/", "");
    await()
        .until(
            () -> hub.get("/api/v1/events/" + event).path("deliveries").findValuesAsText("status"),
            statuses -> statuses.size() == 3 && statuses.stream().allMatch("DELIVERED"::equals));
  }

  @Test
  void aConnectionSaysWhetherItWorksNow() {
    Page page = admin();
    for (String connection : List.of("mail", "salesforce", "sheets")) {
      page.navigate(hub.url() + "/customers/demo");
      page.getByText("Does " + connection + " work now?").click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText(connection + ": It works now.");
    }
  }

  @Test
  void aRefusedWebhookTellsWhyNothingArrives() {
    hub.post("{\"id\": \"x\"}", Map.of("X-SHOWPASS-SIGNATURE", "0".repeat(40)));
    Page page = admin();
    await()
        .untilAsserted(
            () -> {
              page.navigate(hub.url() + "/customers/demo");
              assertThat(page.locator("main").innerText()).contains("signature-mismatch");
            });
  }

  @Test
  void noPageHoldsASecret() {
    Page page = admin();
    page.navigate(hub.url() + "/customers/demo");
    assertThat(page.content()).doesNotContain("demo-secret").doesNotContain("sandbox-secret");
  }
}
