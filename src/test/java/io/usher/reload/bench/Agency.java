package io.usher.reload.bench;

import io.usher.testing.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** An agency with many customers, each with a router and five destinations on real connectors. */
public final class Agency {

  private final Path folder;
  private final String sink;

  /**
   * @param sink the address that HTTP destinations send to
   */
  public Agency(Path folder, String sink) {
    this.folder = folder;
    this.sink = sink;
  }

  public void write(int customers) throws IOException {
    FileSystemUtils.copyRecursively(
        Path.of("routes/connectors"), folder.resolve("routes/connectors"));
    for (int number = 1; number <= customers; number++) {
      customer(number);
    }
  }

  public static String id(int number) {
    return "venue%03d".formatted(number);
  }

  private void customer(int number) throws IOException {
    String id = id(number);
    settings(id, "box office");
    RunningHub.route(folder, id + "/router.camel.yaml", router(id));
    destination(id, "crm", 1);
    destination(id, "ledger", 1);
    RunningHub.route(
        folder,
        id + "/salesforce.camel.yaml",
        use(id, "salesforce", "salesforce-sink", "{connection: " + id + ".salesforce}"));
    RunningHub.route(
        folder,
        id + "/letters.camel.yaml",
        use(
            id,
            "letters",
            "email-sink",
            "{connection: " + id + ".mail, template: \"{{usher.routes-dir}}/" + id + "/letter\"}"));
    RunningHub.route(
        folder,
        id + "/sheet.camel.yaml",
        use(id, "sheet", "google-sheets-sink", "{connection: " + id + ".sheets, tab: Sales}"));
    Files.writeString(folder.resolve("routes/" + id + "/letter.txt"), "Hello\n");
  }

  /** The customer's file; another name makes it another file. */
  public void settings(String id, String name) {
    RunningHub.customer(
        folder,
        id,
        """
        name: %2$s
        sources:
          showpass: {path: %1$s/showpass, verifier: showpass, secrets: demo-secret}
        settings:
          http: {url: "%3$s"}
          salesforce: {loginUrl: "%3$s", clientId: id, clientSecret: secret}
          mail: {host: 127.0.0.1, port: "2525", username: u, password: p, startTls: "false", from: "%2$s <box@example.com>"}
          sheets: {rootUrl: "%3$s/", serviceAccountKey: "%4$s", spreadsheetId: sheet}
        """
            .formatted(id, name, sink, key()));
  }

  private Path key() {
    return Path.of("target/bench-key.json").toAbsolutePath();
  }

  /** A destination on the HTTP connector; another number makes it another version. */
  public void destination(String id, String name, int number) {
    RunningHub.route(
        folder,
        id + "/" + name + ".camel.yaml",
        use(id, name, "http-sink", "{connection: " + id + ".http}") + "# version " + number + "\n");
  }

  private static String use(String id, String name, String connector, String parameters) {
    return """
        - route:
            id: %1$s
            description: To %2$s of %3$s.
            from:
              uri: outbox:%1$s
              steps:
                - transform:
                    expression:
                      jq:
                        expression: '{id: event.id, buyer: .data.customer_name}'
                - to:
                    uri: kamelet:%2$s
                    parameters: %4$s
        """
        .formatted(name, connector, id, parameters);
  }

  private static String router(String id) {
    return """
        - route:
            id: router
            from:
              uri: inbox:%s
              steps:
                - choice:
                    when:
                      - expression: {simple: {expression: "${variable.event.type} == 'invoice.purchase'"}}
                        steps:
                          - to: outbox:crm
                          - to: outbox:ledger
        """
        .formatted(id);
  }
}
