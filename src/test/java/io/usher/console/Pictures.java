package io.usher.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes the pictures of docs/console.md from a hub that runs. Run by hand: its address, the admin's
 * password, the folder for the pictures, an event's id.
 */
public final class Pictures {

  private static final int TALLEST = 1400;

  private Pictures() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[2]);
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/");
    pages.put("sales", "/sales");
    pages.put("events", "/events");
    pages.put("event", "/events/" + args[3]);
    pages.put("deliveries", "/deliveries");
    pages.put("dead", "/deliveries?status=DEAD");
    pages.put("routes", "/routes/demo");
    pages.put("route", "/routes/demo/receipts");
    pages.put("customers", "/customers");
    pages.put("customer", "/customers/demo");
    pages.put("jobs", "/jobs");
    pages.put("sandbox", "/sandbox");
    pages.put("audit", "/audit");
    pages.put("settings", "/settings");
    try (Chromium chromium = Chromium.start()) {
      Page wide = chromium.page(args[0], ColorScheme.LIGHT, 1280, 800, true);
      signIn(wide, args[1]);
      pages.forEach((name, path) -> take(wide, path, folder.resolve(name + ".png")));
      Page phone = chromium.page(args[0], ColorScheme.DARK, 390, 844, true);
      signIn(phone, args[1]);
      take(phone, "/events/" + args[3], folder.resolve("phone.png"));
      take(phone, "/sales", folder.resolve("phone-sales.png"));
      take(phone, "/", folder.resolve("phone-overview.png"));
    }
  }

  private static void signIn(Page page, String password) {
    page.navigate("/events");
    page.getByLabel("Name").fill("admin");
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
  }

  private static void take(Page page, String path, Path picture) {
    page.navigate(path);
    page.waitForTimeout(700);
    // Long lists are cut: what comes below looks the same.
    double height = ((Number) page.evaluate("document.documentElement.scrollHeight")).doubleValue();
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(picture)
            .setFullPage(true)
            .setClip(0, 0, page.viewportSize().width, Math.min(height, TALLEST)));
  }
}
