package io.usher.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.usher.access.Users;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The console in a real browser, on the demo with its sandbox, as a box-office lead uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {

  private static final String PASSWORD = "a-long-enough-password";
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final List<String> PAGES =
      List.of(
          "/",
          "/sales",
          "/events",
          "/deliveries",
          "/deliveries?status=DEAD",
          "/jobs",
          "/customers",
          "/customers/demo",
          "/routes/demo",
          "/sandbox",
          "/settings");
  private static final List<String> PAGES_OF_ADMINS =
      List.of("/audit", "/jobs/new?status=DELIVERED", "/routes/demo/receipts");

  private Path folder;
  private RunningHub hub;
  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    chromium = Chromium.start();
    this.folder = folder;
    copy(Path.of("routes"), folder.resolve("routes"));
    copy(Path.of("config/customers"), folder.resolve("customers"));
    hub =
        RunningHub.start(
            folder,
            Map.of(
                "usher.sandbox.enabled", "true",
                "usher.delivery.schedule", "1h",
                "usher.delivery.breaker.failures", "0",
                "usher.delivery.breaker.share", "0"));
    hub.bean(Users.class).add("vera", "viewer", null, PASSWORD);
    hub.post(Sales.dana(1));
    delivered(3);
  }

  private static void copy(Path from, Path to) throws IOException {
    FileSystemUtils.copyRecursively(from, to);
  }

  @AfterAll
  void stop() {
    if (hub != null) {
      hub.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void aNewBrowser() {
    page = chromium.wide(hub.url());
  }

  @AfterEach
  void closeIt() {
    page.context().close();
  }

  private void delivered(int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> hub.get("/api/v1/deliveries?status=DELIVERED").path("items").size() >= count);
  }

  private void signIn(Page in, String name, String password) {
    in.navigate("/events");
    in.getByLabel("Name").fill(name);
    in.getByLabel("Password").fill(password);
    in.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    assertThat(heading(in, "Events")).isVisible();
  }

  private void asAdmin() {
    signIn(page, "admin", "test-password");
  }

  private static Locator heading(Page in, String name) {
    return in.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  @Test
  void aFailedDeliveryIsFoundByTheBuyersNameRedeliveredAndSeenToSucceed() {
    hub.command("/sandbox/salesforce/down");
    hub.post(Sales.event("invoice.purchase", "ruby-1", "uuid-ruby-1", "Ruby Sinclair"));
    await().until(() -> hub.get("/api/v1/deliveries?status=RETRYING").path("items").size() == 1);
    asAdmin();
    page.getByLabel("Search").fill("ruby");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ruby Sinclair")).click();
    assertThat(heading(page, "Purchase by Ruby Sinclair")).isVisible();
    Locator salesforce = page.locator("#salesforce");
    assertThat(salesforce).containsText("Salesforce is busy");
    assertThat(salesforce).containsText("Attempt 1");
    assertThat(page.locator("#receipts")).containsText("Delivered at the first attempt.");
    hub.command("/sandbox/salesforce/up");
    button("Redeliver to salesforce").click();
    assertThat(page.locator("p.flash[role=status]"))
        .containsText("It is sent to salesforce again.");
    assertThat(page.locator("#salesforce")).containsText("Delivered at attempt 2.");
  }

  @Test
  void aDaysSalesAreAddedUpByShowAndGoOnGrowing() {
    asAdmin();
    page.navigate("/sales");
    Locator sold = page.locator("#sums .card").first();
    assertThat(sold).containsText("order");
    hub.post(
        """
        {"id":"sum-1","event_type":"invoice.purchase","webhook_event_uuid":"uuid-sum-1",
         "data":{"transaction_id":"sum-1","customer_name":"Noor Haddad","currency":"CAD","gross_revenue":"1234.50",
         "ticket_items":[],"invoice_items":[{"event_name":"Lantern <b>Ball</b>","ticket_type_name":"Balcony",
         "quantity":3,"gross_revenue":"1234.50"}]}}""");
    Locator show = page.locator("tr", new Page.LocatorOptions().setHasText("Lantern <b>Ball</b>"));
    assertThat(show).containsText("3 × Balcony", withinHalfAMinute());
    assertThat(show).containsText("1,234.50 CAD");
    show.getByRole(AriaRole.LINK).click();
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Noor Haddad")))
        .isVisible();
  }

  private static LocatorAssertions.ContainsTextOptions withinHalfAMinute() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  }

  @Test
  void aNewSaleAppearsInTheListByItself() {
    asAdmin();
    hub.post(Sales.event("invoice.purchase", "live-1", "uuid-live-1", "Liam Tremblay"));
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Liam Tremblay")))
        .isVisible();
  }

  @Test
  void aPausedDestinationKeepsItsDeliveriesUntilItIsResumed() {
    asAdmin();
    page.navigate("/customers/demo");
    button("Pause receipts").click();
    assertThat(page.locator("p.flash[role=status]")).containsText("receipts is paused");
    hub.post(Sales.event("invoice.purchase", "mei-1", "uuid-mei-1", "Mei-Ling Chen"));
    page.navigate("/events?q=mei-ling");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Mei-Ling Chen")).click();
    assertThat(page.locator("#receipts")).containsText("The destination is paused by admin.");
    page.navigate("/customers/demo");
    button("Resume receipts").click();
    assertThat(button("Pause receipts")).isVisible();
    page.navigate("/events?q=mei-ling");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Mei-Ling Chen")).click();
    assertThat(page.locator("#receipts")).containsText("Delivered at the first attempt.");
  }

  @Test
  void theRoutesAreDrawnAsTheyRun() {
    asAdmin();
    page.navigate("/routes/demo");
    Locator picture =
        page.getByRole(
            AriaRole.REGION, new Page.GetByRoleOptions().setName("Picture of the routes"));
    assertThat(picture.getByRole(AriaRole.LINK)).not().hasCount(0);
    assertThat(picture).containsText("Purchase");
    assertThat(picture).containsText("receipts");
    org.assertj.core.api.Assertions.assertThat(picture.locator("path.edge").count())
        .isGreaterThan(8);
    page.navigate("/customers/demo");
    assertThat(page.getByText("8 at a time").first()).isVisible();
  }

  @Test
  void aTestEventIsSentAndFollowed() {
    asAdmin();
    page.navigate("/customers/demo");
    page.getByLabel("Send a test event").selectOption("purchase-single");
    button("Send and watch").click();
    assertThat(page.locator("p.flash[role=status]")).containsText("The test was accepted");
    assertThat(page.locator("#receipts")).containsText("Delivered at the first attempt.");
  }

  @Test
  void eachConnectionOfTheDemoWorks() {
    asAdmin();
    for (String connection : List.of("mail", "salesforce", "sheets")) {
      page.navigate("/customers/demo");
      button("Does it work now? " + connection).click();
      assertThat(page.locator("#" + connection + " .flash.good")).isVisible();
    }
  }

  @Test
  void manyAreRedeliveredAfterALookAtThem() {
    asAdmin();
    page.navigate("/deliveries?status=DELIVERED&destination=receipts");
    page.getByText("Redeliver all of these…").click();
    assertThat(heading(page, "Redeliver many")).isVisible();
    button("Start").click();
    assertThat(page.locator("#job")).containsText("done");
    assertThat(page.locator("#job .pill.good")).isVisible();
  }

  @Test
  void aMistakeInARouteIsToldAtItsLineAndWhatRanGoesOn() throws IOException {
    Path file = folder.resolve("routes/demo/refund-notices.camel.yaml");
    String before = Files.readString(file);
    asAdmin();
    page.navigate("/routes/demo/refund-notices");
    write(before.replace("kamelet:email-sink", "kamelet:no-such-sink"));
    button("Save").click();
    assertThat(page.locator("p.flash[role=status]")).containsText("It was not saved");
    assertThat(page.locator(".CodeMirror .at-line")).isVisible();
    assertThat(page.locator(".code .wrong")).containsText("There is no connector 'no-such-sink'.");
    assertThat(Files.readString(file)).isEqualTo(before);
    write(before.replace("# ", "#  "));
    button("Check").click();
    assertThat(page.locator("p.flash.good")).containsText("Nothing speaks against it.");
    button("Save").click();
    assertThat(page.locator("p.flash.good")).containsText("Saved, and in effect.");
    assertThat(Files.readString(file)).isEqualTo(before.replace("# ", "#  "));
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Version")))
        .last()
        .click();
    page.onceDialog(Dialog::accept);
    button("Back to this version").click();
    assertThat(page.locator("p.flash[role=status]")).containsText("as it was in version");
  }

  private void write(String text) {
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text);
  }

  @Test
  void barcodesAreHiddenUntilAskedFor() throws IOException {
    String sample = Files.readString(Path.of("src/main/resources/samples/purchase-multi.json"));
    hub.post(sample);
    asAdmin();
    page.navigate("/events?q=zo%C3%AB");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Zoë")).first().click();
    assertThat(page.locator("pre.payload")).containsText("•••");
    assertThat(page.locator("pre.payload")).not().containsText("2000000QX");
    button("Show barcodes").click();
    assertThat(page.locator("pre.payload")).containsText("2000000QX");
    assertThat(hub.get("/api/v1/audit?action=event.payload").path("items")).isNotEmpty();
  }

  @Test
  void everyPageOfAnAdminIsAccessibleAndStaysWithinItsHost() {
    List<String> foreign = new ArrayList<>();
    page.onRequest(
        request -> {
          if (!request.url().startsWith(hub.url()) && !request.url().startsWith("data:")) {
            foreign.add(request.url());
          }
        });
    List<String> said = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            said.add(message.text());
          }
        });
    asAdmin();
    List<String> all = new ArrayList<>(PAGES);
    all.addAll(PAGES_OF_ADMINS);
    all.add("/events/" + hub.get("/api/v1/events").at("/items/0/id").asText());
    all.forEach(path -> check(page, path));
    assertThat(foreign).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void everyPageIsAccessibleInTheDarkOnAPhoneAndWithinItsWidth() {
    Page phone = chromium.page(hub.url(), ColorScheme.DARK, 390, 844, true);
    signIn(phone, "admin", "test-password");
    for (String path : PAGES) {
      check(phone, path);
      Object beyond = phone.evaluate("document.documentElement.scrollWidth - innerWidth");
      assertThat(beyond).as(path + " is as wide as the phone").isEqualTo(0);
    }
    phone.context().close();
  }

  private static void check(Page in, String path) {
    Response response = in.navigate(path);
    assertThat(response.status()).as(path).isEqualTo(200);
    assertThat(response.headerValue("content-security-policy"))
        .as(path)
        .contains("script-src 'self'");
    List<String> findings =
        new AxeBuilder(in)
            .exclude(List.of("iframe")).analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .map(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                .toList();
    assertThat(findings).as("serious findings of axe on " + path).isEmpty();
  }

  @Test
  void aViewerSeesPagesWithoutButtonsAndWithoutPayloads() {
    signIn(page, "vera", PASSWORD);
    for (String path : PAGES) {
      check(page, path);
      List<String> forms =
          page.locator("main form[method=post]").all().stream()
              .map(form -> form.getAttribute("action"))
              .toList();
      assertThat(forms).as(path).isSubsetOf("/settings/password");
    }
    page.navigate("/events/" + hub.get("/api/v1/events").at("/items/0/id").asText());
    assertThat(page.locator("main form[method=post]")).hasCount(0);
    assertThat(page.locator("pre.payload")).hasCount(0);
    assertThat(page.navigate("/audit").status()).isEqualTo(403);
  }

  @Test
  void everyPageWorksWithoutScript() {
    Page plain = chromium.page(hub.url(), ColorScheme.LIGHT, 1280, 860, false);
    signIn(plain, "admin", "test-password");
    plain.getByLabel("Search").fill("dana");
    plain.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search")).click();
    assertThat(plain).hasURL(Pattern.compile(".*q=dana.*"));
    plain
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Dana Whitfield"))
        .first()
        .click();
    assertThat(heading(plain, "Purchase by Dana Whitfield")).isVisible();
    plain.context().close();
  }

  @Test
  void markupAndScriptsOfStrangersAreShownAsText() throws IOException {
    List<String> naughty = new ArrayList<>();
    RunningHub.json(Files.readString(Shared.path("corpora/naughty-strings.json")))
        .forEach(one -> naughty.add(one.asText()));
    List<String> dialogs = new ArrayList<>();
    page.onDialog(
        dialog -> {
          dialogs.add(dialog.message());
          dialog.dismiss();
        });
    asAdmin();
    List<String> markup = naughty.stream().filter(text -> text.contains("<")).limit(60).toList();
    assertThat(markup).hasSizeGreaterThan(40);
    for (int i = 0; i < markup.size(); i++) {
      hub.post(sale(i, markup.get(i)));
    }
    page.navigate("/events");
    page.navigate("/events?q=naughty");
    assertThat(page.locator("main script, main img, main iframe, main object")).hasCount(0);
    String event = hub.get("/api/v1/events?q=naughty").at("/items/0/id").asText();
    page.navigate("/events/" + event);
    assertThat(page.locator("main script, main img, main iframe, main object")).hasCount(0);
    assertThat(page.locator("h1")).containsText(markup.get(markup.size() - 1).strip());
    assertThat(dialogs).isEmpty();
  }

  private static String sale(int number, String text) {
    ObjectNode body =
        (ObjectNode)
            RunningHub.json(
                Sales.event(
                    "invoice.unheard_of", "naughty-" + number, "uuid-naughty-" + number, "x"));
    ((ObjectNode) body.get("data")).put("customer_name", text);
    return body.toString();
  }
}
