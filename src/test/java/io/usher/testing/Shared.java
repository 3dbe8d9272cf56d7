package io.usher.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Material that lies beside the checkout; tests that need it are skipped, with the reason, where it
 * is absent.
 */
public final class Shared {

  private static final Path FOLDER = Path.of("..", "shared");

  private Shared() {}

  public static Path path(String name) {
    Path path = FOLDER.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> path + " is not here");
    return path;
  }
}
