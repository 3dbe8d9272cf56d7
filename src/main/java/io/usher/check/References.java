package io.usher.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * {@code ${NAME}}, {@code ${NAME:default}} and {@code ${file:/run/secrets/x}} as far as they are
 * here.
 */
public record References(UnaryOperator<@Nullable String> environment) {

  private static final PropertyPlaceholderHelper PLACEHOLDERS =
      new PropertyPlaceholderHelper("${", "}", ":", null, false);
  private static final String FILE = "file:";

  /** Null when it refers to something that isn't set here. */
  public @Nullable String resolve(String text) {
    try {
      return PLACEHOLDERS.replacePlaceholders(text, this::value);
    } catch (IllegalArgumentException notHere) {
      return null;
    }
  }

  private @Nullable String value(String name) {
    return name.startsWith(FILE) ? content(name.substring(FILE.length())) : environment.apply(name);
  }

  private static @Nullable String content(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | RuntimeException notHere) {
      return null;
    }
  }
}
