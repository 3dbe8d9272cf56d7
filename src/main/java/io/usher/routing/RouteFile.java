package io.usher.routing;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One file under the routes folder.
 *
 * @param customer whose folder it is in; null for a connector
 * @param name the file's name without its ending: the route's id
 */
record RouteFile(Path path, @Nullable String customer, String name) {

  static final String ROUTE = ".camel.yaml";
  static final String CONNECTOR = ".kamelet.yaml";
  static final String ROUTER = "router";

  /** Unique in the whole hub, where a file's own name is so only within its customer. */
  String routeId() {
    return customer + "/" + name;
  }

  boolean isRouter() {
    return name.equals(ROUTER);
  }

  boolean isConnector() {
    return customer == null;
  }
}
