package io.usher.routing;

import io.usher.settings.HubSettings;
import io.usher.settings.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds the files: {@code connectors/<name>/*.kamelet.yaml} and {@code <customer>/*.camel.yaml}.
 */
@Component
class RouteFolder {

  static final String CONNECTORS = "connectors";

  private final Path folder;

  RouteFolder(HubSettings settings) {
    this.folder = settings.routesDir();
  }

  List<RouteFile> connectors() {
    return find(folder.resolve(CONNECTORS), 2, RouteFile.CONNECTOR)
        .map(path -> new RouteFile(path, null, name(path, RouteFile.CONNECTOR)))
        .toList();
  }

  List<RouteFile> routesOf(String customer) {
    return find(folder.resolve(customer), 1, RouteFile.ROUTE)
        .map(path -> new RouteFile(path, customer, name(path, RouteFile.ROUTE)))
        .toList();
  }

  /**
   * @throws StartupProblem when the folder is not there
   */
  void check() {
    if (!Files.isDirectory(folder)) {
      throw new StartupProblem(
          "There is no folder "
              + folder.toAbsolutePath()
              + ". Start the hub in the folder that holds config/ and routes/, or name yours with USHER_ROUTES_DIR.");
    }
  }

  private static Stream<Path> find(Path in, int depth, String ending) {
    if (!Files.isDirectory(in)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(in, depth)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new StartupProblem("The folder " + in + " can't be read.", e);
    }
  }

  private static String name(Path path, String ending) {
    String file = path.getFileName().toString();
    return file.substring(0, file.length() - ending.length());
  }
}
