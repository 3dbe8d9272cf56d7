package io.usher.sandbox;

import io.usher.sandbox.google.ServiceAccount;
import io.usher.sandbox.mail.MailStandIn;
import io.usher.sandbox.standin.SandboxOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;

/**
 * Opens the sandbox once the web server's port is known, and tells the routes where: as {@code
 * usher.sandbox.url}, {@code .smtp-port} and {@code .service-account-key}. That is before the
 * application counts as started, so customers' settings may name these.
 */
@SandboxOnly
@Component
final class SandboxOpening {

  private final SandboxSettings settings;
  private final ConfigurableEnvironment environment;
  private final MailStandIn mail;
  private final ServiceAccount account;

  SandboxOpening(
      SandboxSettings settings,
      ConfigurableEnvironment environment,
      MailStandIn mail,
      ServiceAccount account) {
    this.settings = settings;
    this.environment = environment;
    this.mail = mail;
    this.account = account;
  }

  @EventListener
  void open(WebServerInitializedEvent event) {
    if (event.getApplicationContext().getServerNamespace() != null) {
      return; // the actuator's own port
    }
    String url = "http://127.0.0.1:%d/sandbox".formatted(event.getWebServer().getPort());
    Map<String, Object> facts =
        Map.of(
            "usher.sandbox.url", url,
            "usher.sandbox.service-account-key", keyFile(url).toString(),
            "usher.sandbox.smtp-port", mail.open(settings.smtpPort()));
    environment.getPropertySources().addFirst(new MapPropertySource("usher-sandbox", facts));
  }

  private Path keyFile(String url) {
    Path data = Path.of(environment.getProperty("usher.data-dir", "data"));
    Path file = data.resolve("sandbox/service-account.json").toAbsolutePath().normalize();
    try {
      account.writeTo(file, url + "/google/token");
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The sandbox can't write its Google key to %s; check usher.data-dir.".formatted(file), e);
    }
  }
}
