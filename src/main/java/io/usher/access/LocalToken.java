package io.usher.access;

import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Lets the command line in without a password where it runs as the hub's own user: each start
 * writes a new token to {@code data/cli-token}, readable by that user alone.
 */
final class LocalToken {

  private final byte[] token;

  LocalToken(HubSettings settings) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String text = HexFormat.of().formatHex(random);
    write(settings.dataDir(), text);
    this.token = text.getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Path folder, String text) {
    Path file = folder.resolve("cli-token");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new StartupProblem(
          "The file "
              + file.toAbsolutePath()
              + " can't be written. Make the data folder writable for the hub's user.",
          e);
    }
  }

  /** Whether this is the token that the file holds. */
  boolean matches(String given) {
    return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
  }
}
