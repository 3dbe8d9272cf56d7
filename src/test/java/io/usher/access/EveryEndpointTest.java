package io.usher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.RunningHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Walks all mappings that the hub has, those of tomorrow too: whoever adds an endpoint and says
 * nothing of access or forgets the log is found here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryEndpointTest {

  private static final Set<RequestMethod> READING = Set.of(RequestMethod.GET, RequestMethod.HEAD);
  private static final String VIEWER = Venues.basic("vera", Venues.PASSWORD);
  private static final String LIMITED = Venues.basic("otto", Venues.PASSWORD);

  private Venues venues;
  private String foreignEvent;
  private String foreignDelivery;
  private String foreignJob;

  /** One way to call the hub. */
  private record Endpoint(RequestMethod method, String pattern, HandlerMethod handler) {
    boolean reads() {
      return READING.contains(method);
    }

    String name() {
      return method + " " + pattern;
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) {
    venues = new Venues(folder, Map.of("usher.sandbox.enabled", "true"));
    venues.user("vera", "viewer");
    venues.user("otto", "editor", "demo");
    venues.sale("demo", "1001");
    foreignEvent = venues.sale("venue2", "2001");
    await()
        .until(
            () -> venues.hub.get("/api/v1/deliveries?customer=venue2").path("items").size() == 1);
    foreignDelivery =
        venues.hub.get("/api/v1/deliveries?customer=venue2").at("/items/0/id").asText();
    HttpResponse<String> job =
        venues.asAdmin(
            "POST",
            "/api/v1/jobs",
            """
            {"kind": "REDELIVER", "filter": {"customer": "venue2", "status": "DEAD"}}""");
    foreignJob = RunningHub.json(job.body()).path("id").asText();
  }

  @AfterAll
  void stop() {
    venues.close();
  }

  private List<Endpoint> endpoints() {
    RequestMappingHandlerMapping mapping =
        venues.hub.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    List<Endpoint> all = new ArrayList<>();
    for (Map.Entry<RequestMappingInfo, HandlerMethod> one :
        mapping.getHandlerMethods().entrySet()) {
      Set<RequestMethod> methods = one.getKey().getMethodsCondition().getMethods();
      for (String pattern : one.getKey().getPatternValues()) {
        for (RequestMethod method :
            methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods) {
          all.add(new Endpoint(method, pattern, one.getValue()));
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(40);
    return all;
  }

  private List<Endpoint> guarded() {
    return endpoints().stream().filter(one -> !AccessGate.isOpen(one.handler)).toList();
  }

  private static String path(Endpoint endpoint, Map<String, String> values) {
    String path = endpoint.pattern.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    for (Map.Entry<String, String> value : values.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", value.getValue());
    }
    return path.replaceAll("\\{\\w+}", "mail");
  }

  private HttpResponse<String> call(String who, Endpoint endpoint, Map<String, String> values) {
    return venues.as(
        who, endpoint.method.name(), path(endpoint, values), endpoint.reads() ? "" : "{}");
  }

  @Test
  void everyEndpointOfOursSaysWhoMayCallIt() {
    assertThat(endpoints())
        .filteredOn(one -> one.handler.getBeanType().getName().startsWith("io.usher."))
        .allSatisfy(
            one ->
                assertThat(AccessGate.needs(one.handler) != null || AccessGate.isOpen(one.handler))
                    .as(one.name() + " has neither @Needs nor @Open")
                    .isTrue());
  }

  @Test
  void onlyTheseAreOpen() {
    assertThat(endpoints())
        .filteredOn(one -> AccessGate.isOpen(one.handler))
        .extracting(Endpoint::pattern)
        .allMatch(
            pattern ->
                pattern.equals("/error")
                    || pattern.startsWith("/sign-in")
                    || pattern.startsWith("/sandbox/google/")
                    || pattern.startsWith("/sandbox/salesforce/"));
  }

  @Test
  void nobodyGetsAnywhereWithoutSigningIn() {
    for (Endpoint endpoint : guarded()) {
      HttpResponse<String> answer = call("", endpoint, Map.of());
      assertThat(answer.statusCode()).as(endpoint.name()).isEqualTo(401);
      assertThat(answer.body()).contains("\"code\":\"sign-in\"");
    }
  }

  @Test
  void aViewerChangesNothingByAnyEndpointAndEachTryIsWrittenDown() {
    for (Endpoint endpoint : guarded()) {
      if (endpoint.reads() || isOnesOwn(endpoint)) {
        continue;
      }
      HttpResponse<String> answer = call(VIEWER, endpoint, Map.of("id", foreignEvent));
      assertThat(answer.statusCode()).as(endpoint.name()).isIn(403, 415);
      assertThat(answer.body()).doesNotContain("Exception");
    }
  }

  private static boolean isOnesOwn(Endpoint endpoint) {
    return endpoint.pattern.startsWith("/api/v1/me/")
        || endpoint.pattern.equals("/settings/password");
  }

  @Test
  void everyEndpointThatChangesSomethingLeavesAnEntry() {
    Map<String, Endpoint> changing = new LinkedHashMap<>();
    guarded().stream().filter(one -> !one.reads()).forEach(one -> changing.put(one.name(), one));
    for (Endpoint endpoint : changing.values()) {
      String before = newest().path("id").asText();
      HttpResponse<String> answer = call(LIMITED, endpoint, Map.of("customer", "demo"));
      if (answer.statusCode() == 415) {
        continue; // no endpoint was chosen: a form's or another body is expected
      }
      JsonNode entry = newest();
      assertThat(entry.path("id").asText()).as(endpoint.name()).isNotEqualTo(before);
      assertThat(entry.path("who").asText()).isEqualTo("otto");
      assertThat(entry.path("via").asText()).isEqualTo("api");
      assertThat(entry.path("address").asText()).isEqualTo("127.0.0.1");
      await()
          .untilAsserted(() -> assertThat(newest().path("outcome").asText()).isNotEqualTo("BEGUN"));
    }
  }

  private JsonNode newest() {
    for (JsonNode entry : venues.hub.get("/api/v1/audit?limit=5").path("items")) {
      if (!entry.path("action").asText().equals("user.sign-in")) {
        return entry; // a wrong current password is one more entry
      }
    }
    throw new AssertionError("The log is empty.");
  }

  @Test
  void whoIsLimitedToOneCustomerFindsNothingOfAnotherByAnyEndpoint() {
    for (String id : List.of(foreignEvent, foreignDelivery, foreignJob)) {
      for (Endpoint endpoint : guarded()) {
        if (!endpoint.pattern.contains("{")) {
          continue;
        }
        HttpResponse<String> answer =
            call(
                LIMITED,
                endpoint,
                Map.of("id", id, "customer", "venue2", "destination", "crm", "user", "vera"));
        assertThat(answer.statusCode())
            .as(endpoint.name() + " " + answer.body())
            .isIn(400, 403, 404, 415);
        assertThat(answer.body()).doesNotContain("venue2", "ana.venue2");
      }
    }
  }

  @Test
  void noListOrCountOfSomebodyLimitedHoldsAnythingOfAnother() {
    for (Endpoint endpoint : guarded()) {
      if (!endpoint.reads() || endpoint.pattern.contains("{")) {
        continue;
      }
      for (String query : List.of("", "?customer=venue2", "?q=venue2", "?limit=500&q=ana")) {
        HttpResponse<String> answer =
            venues.as(LIMITED, endpoint.method.name(), endpoint.pattern + query, "");
        assertThat(answer.statusCode()).as(endpoint.name()).isIn(200, 403, 404);
        assertThat(withoutEcho(answer))
            .as(endpoint.name() + query)
            .doesNotContain("venue2", foreignEvent, foreignDelivery, foreignJob);
      }
    }
  }

  /**
   * A page holds what was asked for, in its search field and in the addresses of its links; so does
   * an answer that there is no such customer.
   */
  private static String withoutEcho(HttpResponse<String> answer) {
    String body = answer.body().replaceAll("no customer (with the id )?venue2", "");
    boolean page = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    return page ? body.replaceAll("(customer|q)=venue2|name=\"q\"[^>]*value=\"venue2\"", "") : body;
  }
}
