package io.usher.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the repository that is generated and checked in, so that a change of it is seen in a
 * review. {@code -Dusher.write=true} writes it anew.
 */
public final class WrittenFile {

  private WrittenFile() {}

  public static void assertIs(Path file, String generated) {
    try {
      if (Boolean.getBoolean("usher.write")) {
        Files.writeString(file, generated);
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as(
              "%s is not what the program generates; write it anew with ./mvnw test -Dtest=%s -Dusher.write=true and look at the difference",
              file, caller())
          .isEqualTo(generated);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String caller() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getDeclaringClass)
                    .filter(type -> type != WrittenFile.class)
                    .findFirst()
                    .orElseThrow()
                    .getSimpleName());
  }
}
