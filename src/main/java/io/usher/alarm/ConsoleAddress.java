package io.usher.alarm;

import io.usher.settings.HubSettings;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where the links in notices lead. */
@Component
class ConsoleAddress {

  private final HubSettings settings;
  private final Environment environment;

  ConsoleAddress(HubSettings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** Without a slash at its end. */
  String url() {
    return settings.publicUrl().isBlank()
        ? "http://127.0.0.1:" + environment.getProperty("local.server.port", "8080")
        : settings.publicUrl().replaceFirst("/+$", "");
  }
}
