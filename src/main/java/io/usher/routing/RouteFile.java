package io.usher.routing;

import io.usher.files.EditedFile;
import io.usher.files.FileTree;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file under the routes folder that becomes a route or a part of one.
 *
 * @param folder whose it is: a customer's id, {@code connectors} or {@code shared}
 * @param name the file's name without its ending: the route's id
 */
record RouteFile(EditedFile file, Kind kind, String folder, String name) {

  enum Kind {
    /** A router or a destination. */
    ROUTE,
    /** A Kamelet. */
    CONNECTOR,
    /** A route that customers' files fill in. */
    SHARED
  }

  static final String ROUTER = "router";
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,79}");

  private static final Pattern CONNECTOR =
      Pattern.compile("routes/(connectors)/(?:[^/]+/)?([^/]+)\\.kamelet\\.yaml");
  private static final Pattern SHARED =
      Pattern.compile("routes/(shared)/([^/]+)\\.template\\.yaml");
  private static final Pattern ROUTE = Pattern.compile("routes/([^/]+)/([^/]+)\\.camel\\.yaml");

  /** Empty for a file that is none of ours, such as a mail template. */
  static Optional<RouteFile> of(EditedFile file) {
    return of(file, Kind.CONNECTOR, CONNECTOR)
        .or(() -> of(file, Kind.SHARED, SHARED))
        .or(() -> of(file, Kind.ROUTE, ROUTE));
  }

  private static Optional<RouteFile> of(EditedFile file, Kind kind, Pattern pattern) {
    Matcher matcher = pattern.matcher(file.path());
    return matcher.matches()
        ? Optional.of(new RouteFile(file, kind, matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Where a customer's route is, if it has one. */
  static String path(String customer, String name) {
    return FileTree.ROUTES + customer + "/" + name + ".camel.yaml";
  }

  /** Unique in the whole hub, where a file's own name is so only within its customer. */
  String routeId() {
    return folder + "/" + name;
  }

  boolean isRouter() {
    return name.equals(ROUTER);
  }

  String path() {
    return file.path();
  }
}
