package io.usher.cli.store;

import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings of this folder's hub, read as the hub reads them, without starting it. */
public final class LocalSettings {

  private final Binder binder;
  private final StandardEnvironment environment = new StandardEnvironment();

  public LocalSettings(Surroundings surroundings) {
    // A command says what it has to say itself.
    LoggingSystem.get(LocalSettings.class.getClassLoader()).beforeInitialize();
    Map<String, Object> variables = new HashMap<>(surroundings.variables());
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(environment);
    } catch (RuntimeException e) {
      // Its message may quote the line, and the line may hold a password.
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "The hub's settings, config/application.yaml, can't be read; start the hub to see why.");
    }
    binder = Binder.get(environment);
  }

  /**
   * A setting or an environment variable by its name; null when it isn't set or refers to what
   * isn't.
   */
  public @Nullable String property(String name) {
    try {
      return environment.getProperty(name);
    } catch (IllegalArgumentException unresolved) {
      return null;
    }
  }

  /** A group of settings; what is not set has its default. */
  public <T> T of(String prefix, Class<T> type) {
    try {
      return binder.bindOrCreate(prefix, type);
    } catch (RuntimeException e) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "The settings under " + prefix + " can't be used; start the hub to see why.");
    }
  }
}
