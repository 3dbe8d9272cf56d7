package io.usher.trial;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The hub's settings and its environment, as routes that are only tried see them. */
@Component
class HubProperties {

  private final RunningFiles files;
  private final Environment environment;

  HubProperties(RunningFiles files, Environment environment) {
    this.files = files;
    this.environment = environment;
  }

  /** Null for what isn't set, and for what can't be put together from other settings. */
  @Nullable String value(String name) {
    if (name.equals("usher.routes-dir")) {
      return files.routesName();
    }
    try {
      return environment.getProperty(name);
    } catch (IllegalArgumentException unresolved) {
      return null;
    }
  }
}
