package io.usher.faults;

import io.usher.testing.HubProcess;
import io.usher.testing.RunningHub;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A folder with one customer, whose sales all go to each of some destinations; and the environment
 * of a hub that runs on it.
 */
public final class Venue {

  private static final String ROUTER =
      """
      - route:
          id: router
          from:
            uri: inbox:demo
            steps:
      """;

  private static final String DESTINATION =
      """
      - route:
          id: %1$s
          from:
            uri: outbox:%1$s
            steps:
              - removeHeaders: {pattern: "*"}
              - setHeader: {name: Idempotency-Key, expression: {simple: {expression: "${variable.delivery.id}"}}}
              - setBody: {expression: {jq: {expression: ".webhook_event_uuid", resultType: java.lang.String}}}
              - to: {uri: "http://127.0.0.1:%2$d/%1$s?responseTimeout=20000"}
      """;

  private final Path folder;

  /**
   * @param port where the destinations listen
   */
  public Venue(Path folder, int port, List<String> destinations) {
    this.folder = folder;
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        """);
    RunningHub.route(
        folder,
        "demo/router.camel.yaml",
        destinations.stream()
            .map("        - to: {uri: \"outbox:%s\"}\n"::formatted)
            .collect(Collectors.joining("", ROUTER, "")));
    for (String name : destinations) {
      RunningHub.route(folder, "demo/" + name + ".camel.yaml", DESTINATION.formatted(name, port));
    }
  }

  /** What a hub on this folder needs to know; a new map each time. */
  public Map<String, String> environment() {
    return new TreeMap<>(
        Map.of(
            "USHER_DATA_DIR", folder.resolve("data").toString(),
            "USHER_ROUTES_DIR", folder.resolve("routes").toString(),
            "USHER_CUSTOMERS_DIR", folder.resolve("customers").toString(),
            "USHER_DELIVERY_SCHEDULE", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s"));
  }

  HubProcess start(String... options) {
    return HubProcess.start(folder, environment(), options).awaitReady();
  }
}
