package io.usher.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a file in place whole: readers see the old content or the new one, never a part. */
public final class AtomicWrite {

  private AtomicWrite() {}

  /**
   * Makes the folders too; keeps the permissions of a file that is there, and follows a link. Once
   * it returns, the file outlives a power cut.
   */
  public static void write(Path place, byte[] bytes) throws IOException {
    write(place, bytes, true);
  }

  /** Likewise, but a power cut soon after may lose it. */
  static void writeQuickly(Path place, byte[] bytes) throws IOException {
    write(place, bytes, false);
  }

  private static void write(Path place, byte[] bytes, boolean durably) throws IOException {
    Path target = Files.isSymbolicLink(place) ? place.toRealPath() : place;
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Set<PosixFilePermission> permissions = permissions(target);
    Path draft = Files.createTempFile(folder, ".usher-", ".tmp");
    try {
      Files.write(draft, bytes);
      if (permissions != null) {
        Files.setPosixFilePermissions(draft, permissions);
      }
      if (durably) {
        sync(draft);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void sync(Path draft) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Null where the system has none. A new file is readable as files of this user usually are. */
  private static @Nullable Set<PosixFilePermission> permissions(Path target) throws IOException {
    try {
      return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
          ? Files.getPosixFilePermissions(target)
          : Set.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.GROUP_READ);
    } catch (UnsupportedOperationException notPosix) {
      return null;
    }
  }
}
