package io.usher.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A hub's folder with one customer, one destination and the shipped connectors, all in order. */
final class CheckedFolder {

  private CheckedFolder() {}

  static WorkFiles inOrder() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    put(
        files,
        "config/customers/demo.yaml",
        """
        name: Harbour Hall
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: ["${DEMO_SHOWPASS_SECRET}"]}
        settings:
          crm: {url: "https://example.com/crm"}
          mail: {host: localhost, port: 25, username: u, password: "${P}", startTls: false, from: a@example.com}
        """);
    put(files, "routes/demo/router.camel.yaml", route("router", "inbox:demo", "outbox:crm"));
    put(files, "routes/demo/crm.camel.yaml", route("crm", "outbox:crm", "log:crm"));
    connectors(files);
    return new WorkFiles("config/customers", "routes", files, new ArrayList<>(List.of()));
  }

  static String route(String id, String from, String to) {
    return """
    - route:
        id: %s
        from:
          uri: %s
          steps:
            - to: %s
    """
        .formatted(id, from, to);
  }

  private static void put(SortedMap<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(UTF_8));
  }

  private static void connectors(SortedMap<String, byte[]> files) {
    try (Stream<Path> all = Files.walk(Path.of("routes/connectors"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
