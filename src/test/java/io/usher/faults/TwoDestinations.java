package io.usher.faults;

import io.usher.testing.HubProcess;
import io.usher.testing.RunningHub;
import java.nio.file.Path;
import java.util.Map;

/** A folder with one customer, whose sales all go to {@code crm} and {@code mail}. */
final class TwoDestinations {

  private static final String ROUTER =
      """
      - route:
          id: router
          from:
            uri: inbox:demo
            steps:
              - to: {uri: "outbox:crm"}
              - to: {uri: "outbox:mail"}
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
              - to: {uri: "http://127.0.0.1:%2$d/%1$s"}
      """;

  private final Path folder;

  TwoDestinations(Path folder, int port) {
    this.folder = folder;
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        """);
    RunningHub.route(folder, "demo/router.camel.yaml", ROUTER);
    destination("crm", port);
    destination("mail", port);
  }

  private void destination(String name, int port) {
    RunningHub.route(folder, "demo/" + name + ".camel.yaml", DESTINATION.formatted(name, port));
  }

  HubProcess start(String... options) {
    return HubProcess.start(
            folder,
            Map.of(
                "USHER_DATA_DIR", folder.resolve("data").toString(),
                "USHER_ROUTES_DIR", folder.resolve("routes").toString(),
                "USHER_CUSTOMERS_DIR", folder.resolve("customers").toString(),
                "USHER_DELIVERY_SCHEDULE", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s"),
            options)
        .awaitReady();
  }
}
