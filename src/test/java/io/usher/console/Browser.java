package io.usher.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Debian's Chromium, which signs in to a hub and looks at its pages as a person does. */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final String url;

  private Browser(String url) {
    this.url = url;
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** Skips the test, with the reason, where there is no Chromium. */
  static Browser at(String url) {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM),
        CHROMIUM + " is not here; install Debian's package chromium to run these tests");
    return new Browser(url);
  }

  /** A window of its own, signed in by the form. */
  Page signedIn(
      String name, String password, com.microsoft.playwright.Browser.NewContextOptions as) {
    BrowserContext context = browser.newContext(as.setBaseURL(url));
    context.setDefaultTimeout(15_000);
    Page page = context.newPage();
    page.navigate("/events");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    page.getByText("Sign in", new Page.GetByTextOptions().setExact(true)).last().click();
    page.waitForURL("**/events");
    return page;
  }

  /** What hinders people who don't see, or don't use a mouse. */
  static List<String> seriousFindings(Page page) {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(finding -> SERIOUS.contains(finding.getImpact()))
            .map(finding -> finding.getId() + ": " + finding.getNodes())
            .toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
