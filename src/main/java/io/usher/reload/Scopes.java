package io.usher.reload;

import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files belong together: a customer's, the connectors, the shared templates. Each scope has
 * versions of its own.
 */
final class Scopes {

  private Scopes() {}

  /** Empty for a file that lies beside the folders. */
  static String of(String path) {
    if (path.startsWith(FileTree.CUSTOMERS)) {
      return path.substring(FileTree.CUSTOMERS.length()).replaceFirst("\\.ya?ml$", "");
    }
    String below = path.substring(FileTree.ROUTES.length());
    int slash = below.indexOf('/');
    return slash < 0 ? "" : below.substring(0, slash);
  }

  /** Whether customers' routes may use what is in there. */
  static boolean isShared(String scope) {
    return scope.equals("connectors") || scope.equals("shared");
  }

  static Map<String, List<EditedFile>> split(FileTree files) {
    Map<String, List<EditedFile>> scopes = new TreeMap<>();
    for (EditedFile file : files.files().values()) {
      String scope = of(file.path());
      if (!scope.isEmpty()) {
        scopes.computeIfAbsent(scope, s -> new ArrayList<>()).add(file);
      }
    }
    return scopes;
  }

  /** The same for the same files. */
  static String digest(List<EditedFile> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (EditedFile file : files) {
        digest.update((file.path() + " " + file.hash() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
