package io.usher.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.testing.RunningHub;
import io.usher.testing.ScriptedTarget;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A hub with two customers, demo and venue2, whose sales are like each other. */
final class Venues implements AutoCloseable {

  static final String PASSWORD = "harbour lights 9";
  private static final String DESTINATION =
      """
      - route:
          id: crm
          from:
            uri: outbox:crm
            parameters: {schedule: "50ms", timeout: 30s}
            steps:
              - process: {ref: target}
      """;
  private static final String ROUTER =
      """
      - route:
          id: router
          from:
            uri: inbox:%s
            steps:
              - choice:
                  when:
                    - expression: {simple: {expression: "${variable.event.type} startsWith 'invoice.'"}}
                      steps:
                        - to: {uri: "outbox:crm"}
      """;

  final RunningHub hub;

  Venues(Path folder, Map<String, String> more) {
    for (String customer : List.of("demo", "venue2")) {
      RunningHub.customer(
          folder,
          customer,
          "sources:\n  showpass: {path: %s/showpass, verifier: showpass, secrets: demo-secret}\n"
              .formatted(customer));
      RunningHub.route(folder, customer + "/router.camel.yaml", ROUTER.formatted(customer));
      RunningHub.route(folder, customer + "/crm.camel.yaml", DESTINATION);
    }
    Map<String, String> settings = new TreeMap<>(Map.of("usher.delivery.jitter", "0"));
    settings.putAll(more);
    hub = RunningHub.start(folder, settings, ScriptedTarget.Beans.class);
  }

  /** Posts a sale of one customer and returns its event's id. */
  String sale(String customer, String id) {
    String body =
        """
        {"id": "%1$s", "webhook_event_uuid": "%2$s-%1$s", "event_type": "invoice.purchase",
         "transaction_id": "%1$s", "purchaser": {"email": "ana.%2$s@example.com"}}"""
            .formatted(id, customer);
    HttpResponse<String> answer =
        hub.post(
            "/hooks/" + customer + "/showpass",
            body.getBytes(StandardCharsets.UTF_8),
            Map.of("X-SHOWPASS-SIGNATURE", RunningHub.sign(RunningHub.SECRET, id)));
    return RunningHub.json(answer.body()).path("event").asText();
  }

  void user(String name, String role, String... customers) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("name", name).put("role", role).put("password", PASSWORD);
    for (String customer : customers) {
      body.withArray("customers").add(customer);
    }
    HttpResponse<String> made = asAdmin("POST", "/api/v1/users", body.toString());
    if (made.statusCode() != 201) {
      throw new IllegalStateException(made.body());
    }
  }

  String token(String json) {
    HttpResponse<String> made = asAdmin("POST", "/api/v1/tokens", json);
    if (made.statusCode() != 201) {
      throw new IllegalStateException(made.body());
    }
    return RunningHub.json(made.body()).path("token").asText();
  }

  HttpResponse<String> asAdmin(String method, String path, String body) {
    return as(basic("admin", "test-password"), method, path, body);
  }

  HttpResponse<String> as(String authorization, String method, String path, String body) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return hub.send(request.build());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(hub.url() + path)).timeout(Duration.ofSeconds(20));
  }

  JsonNode json(String authorization, String path) {
    return RunningHub.json(as(authorization, "GET", path, "").body());
  }

  static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    hub.close();
  }
}
