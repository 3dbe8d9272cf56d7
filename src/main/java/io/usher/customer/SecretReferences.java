package io.usher.customer;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * Resolves {@code ${NAME}}, {@code ${NAME:default}} and {@code ${file:/run/secrets/x}} in
 * customers' files, so that a secret itself needs not stand in them.
 */
final class SecretReferences {

  private static final String FILE = "file:";

  private final Environment environment;
  private final PropertyPlaceholderHelper placeholders =
      new PropertyPlaceholderHelper("${", "}", ":", null, false);

  SecretReferences(Environment environment) {
    this.environment = environment;
  }

  /**
   * @throws Unresolved naming the reference, never a value
   */
  String resolve(String text) {
    try {
      return placeholders.replacePlaceholders(text, this::value);
    } catch (IllegalArgumentException e) {
      throw unresolved(e);
    }
  }

  private @Nullable String value(String name) {
    return name.startsWith(FILE) ? content(name) : environment.getProperty(name);
  }

  private static String content(String name) {
    String path = name.substring(FILE.length());
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new Unresolved(
          "the file " + path + ", which can't be read", "Create it or correct the path");
    }
  }

  private static Unresolved unresolved(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    int from = message.indexOf('\'');
    int to = message.indexOf('\'', from + 1);
    String name = from < 0 || to < 0 ? "a placeholder" : message.substring(from + 1, to);
    return name.startsWith("usher.sandbox.")
        ? new Unresolved(
            "${" + name + "}, which only exists while the sandbox is on",
            "Write the real connection or set usher.sandbox.enabled: true")
        : new Unresolved(
            "${" + name + "}, which is not set",
            "Set that environment variable or write a default as ${" + name + ":default}");
  }

  static final class Unresolved extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final String what;
    private final String fix;

    Unresolved(String what, String fix) {
      super(what);
      this.what = what;
      this.fix = fix;
    }

    String what() {
      return what;
    }

    String fix() {
      return fix;
    }
  }
}
