package io.usher.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's own Chromium, as Debian packages it. Where there is none the tests are skipped,
 * unless {@code USHER_BROWSER_TESTS=required}.
 */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path program) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  static Chromium start() {
    Path program =
        Stream.concat(Stream.ofNullable(System.getenv("USHER_CHROMIUM")), NAMES.stream())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (program == null && "required".equals(System.getenv("USHER_BROWSER_TESTS"))) {
      throw new IllegalStateException(
          "No Chromium is installed, and USHER_BROWSER_TESTS asks for one: apt-get install chromium.");
    }
    Assumptions.assumeTrue(program != null, "no Chromium is installed: apt-get install chromium");
    PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    return new Chromium(program);
  }

  Page wide(String url) {
    return page(url, ColorScheme.LIGHT, 1280, 860, true);
  }

  Page page(String url, ColorScheme scheme, int width, int height, boolean script) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(url)
                .setColorScheme(scheme)
                .setJavaScriptEnabled(script)
                .setViewportSize(width, height));
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
