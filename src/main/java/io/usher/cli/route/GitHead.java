package io.usher.cli.route;

import io.usher.check.WorkFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files as they were committed last, where the folder is under git. */
final class GitHead {

  private GitHead() {}

  /** Empty without git, without a commit, or where the folders are not in it. */
  static Optional<WorkFiles> read(Path base, String customers, String routes) {
    try {
      Process git =
          new ProcessBuilder(
                  List.of("git", "archive", "--format=zip", "HEAD", "--", customers, routes))
              .directory(base.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] zip = git.getInputStream().readAllBytes();
      return git.waitFor() == 0
          ? Optional.of(new WorkFiles(customers, routes, unzipped(zip), new ArrayList<>()))
          : Optional.empty();
    } catch (IOException noGit) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static SortedMap<String, byte[]> unzipped(byte[] zip) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return files;
  }
}
