package io.usher.testing;

import java.nio.file.Path;
import java.util.Map;

/** One customer, demo, whose invoices go to crm and mail, each with a scripted far side. */
public final class TwoDestinations {

  private static final String DESTINATION =
      """
      - route:
          id: %1$s
          from:
            uri: outbox:%1$s
            parameters: {schedule: "50ms", timeout: 30s}
            steps:
              - process: {ref: target}
      """;

  private TwoDestinations() {}

  public static void write(Path folder) {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: demo-secret}
        """);
    router(folder, "crm", "mail");
    destination(folder, "crm");
    destination(folder, "mail");
  }

  /** The router sends invoices to these from the next start on. */
  public static void router(Path folder, String... destinations) {
    StringBuilder steps = new StringBuilder();
    for (String destination : destinations) {
      steps.append("                - to: {uri: \"outbox:").append(destination).append("\"}\n");
    }
    RunningHub.route(
        folder,
        "demo/router.camel.yaml",
        """
        - route:
            id: router
            from:
              uri: inbox:demo
              steps:
                - choice:
                    when:
                      - expression: {simple: {expression: "${variable.event.type} startsWith 'invoice.'"}}
                        steps:
        """
            + steps.toString().indent(8));
  }

  public static void destination(Path folder, String name) {
    RunningHub.route(folder, "demo/" + name + ".camel.yaml", DESTINATION.formatted(name));
  }

  public static RunningHub start(Path folder) {
    return RunningHub.start(
        folder, Map.of("usher.delivery.jitter", "0"), ScriptedTarget.Beans.class);
  }
}
