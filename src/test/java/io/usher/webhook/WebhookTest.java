package io.usher.webhook;

import static io.usher.testing.RunningHub.SECRET;
import static io.usher.testing.RunningHub.json;
import static io.usher.testing.RunningHub.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.ScriptedTarget;
import io.usher.testing.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of webhook a stranger may send, genuine, clumsy or hostile, and what each is answered.
 */
class WebhookTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADER = "X-SHOWPASS-SIGNATURE";
  @TempDir static Path folder;
  private static RunningHub hub;

  @BeforeAll
  static void twoCustomers() {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: showpass, secrets: [demo-secret, the-one-before]}
          far: {path: demo/far, verifier: showpass, secrets: demo-secret, addresses: [showpass, 10.0.0.0/8]}
          near: {path: demo/near, verifier: showpass, secrets: demo-secret, addresses: [127.0.0.0/8], organization: 5796}
          lenient: {path: demo/lenient, verifier: showpass, secrets: demo-secret, onBadSignature: quarantine}
          open: {path: demo/open, verifier: none}
        """);
    RunningHub.customer(
        folder,
        "venue2",
        """
        sources:
          showpass: {path: venue2/showpass, verifier: showpass, secrets: another-secret}
        """);
    RunningHub.route(
        folder,
        "demo/router.camel.yaml",
        """
        - route:
            id: router
            from:
              uri: inbox:demo
              steps:
                - to: {uri: "outbox:crm"}
        """);
    RunningHub.route(
        folder,
        "demo/crm.camel.yaml",
        """
        - route:
            id: crm
            from:
              uri: outbox:crm
              steps:
                - process: {ref: target}
        """);
    hub = RunningHub.start(folder, Map.of(), ScriptedTarget.Beans.class);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void aGenuineWebhookIsAnsweredWithItsEventsId() {
    HttpResponse<String> answer = hub.post(Sales.dana(1));
    assertThat(answer.statusCode()).isEqualTo(202);
    String id = json(answer.body()).path("event").asText();
    assertThat(json(answer.body()).path("duplicate").asBoolean(true)).isFalse();
    JsonNode event = hub.get("/api/v1/events/" + id);
    assertThat(event.path("type").asText()).isEqualTo("invoice.purchase");
    assertThat(event.path("buyerName").asText()).isEqualTo("Dana Whitfield");
  }

  @Test
  void theBytesAreKeptAsTheyCame() {
    String body = "  " + Sales.dana(2).replace("52.50", "1e2") + "\n";
    String id = json(hub.post(body).body()).path("event").asText();
    HttpResponse<String> payload =
        hub.send(hub.asAdmin("/api/v1/events/" + id + "/payload").GET().build());
    assertThat(payload.body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"%s\"", "sha1=%s", "\"sha1=%s\"", "SHA1=%s", "  %s  "})
  void aSignatureMayBeQuotedAndPrefixed(String form) {
    String body = Sales.dana(3);
    assertThat(hub.post(body, Map.of(HEADER, form.formatted(sign(SECRET, "dana-3")))).statusCode())
        .isEqualTo(202);
    String upper = form.formatted(sign(SECRET, "dana-3").toUpperCase(java.util.Locale.ROOT));
    assertThat(hub.post(body, Map.of(HEADER, upper)).statusCode()).isEqualTo(202);
  }

  @Test
  void aSecretThatIsBeingReplacedStillCounts() {
    assertThat(
            hub.post(Sales.dana(4), Map.of(HEADER, sign("the-one-before", "dana-4"))).statusCode())
        .isEqualTo(202);
  }

  @Test
  void aSignatureThatIsMissingEmptyOrAnothersIsRefused() {
    String body = Sales.dana(5);
    refused(hub.post(body, Map.of()), 401, "signature-missing");
    refused(hub.post(body, Map.of(HEADER, "")), 401, "signature-missing");
    refused(hub.post(body, Map.of(HEADER, "\"\"")), 401, "signature-mismatch");
    refused(hub.post(body, Map.of(HEADER, "not hex at all")), 401, "signature-mismatch");
    refused(hub.post(body, Map.of(HEADER, sign(SECRET, "dana-1"))), 401, "signature-mismatch");
    refused(
        hub.post(body, Map.of(HEADER, sign("another-secret", "dana-5"))),
        401,
        "signature-mismatch");
    refused(
        hub.post(body, Map.of(HEADER, sign(SECRET, "dana-5").substring(0, 39))),
        401,
        "signature-mismatch");
    assertThat(hub.get("/api/v1/events?q=dana-5").path("items").findValuesAsText("transaction"))
        .doesNotContain("dana-5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\":{}}|id-missing",
        "{\"id\":7}|id-not-a-string",
        "{\"id\":null}|id-not-a-string",
        "{\"id\":{\"a\":\"x\"}}|id-not-a-string",
        "{\"id\":[\"x\"]}|id-not-a-string",
        "{\"id\":\"\"}|id-empty",
        "{\"id\":\"x\",\"id\":\"y\"}|duplicate-key",
        "{\"id\":\"x\",\"event_type\":\"a\",\"event_type\":\"b\"}|duplicate-key",
        "{\"id\":\"x\"} {}|trailing-content",
        "{\"id\":\"x\"}]|not-json",
        "{\"id\":\"x\",}|not-json",
        "{\"id\":\"x\"|not-json",
        "{\"id\":\"x\",\"a\":\"\\ud8\"}|not-json",
        "[]|not-a-json-object",
        "null|not-a-json-object",
        "hello|not-a-json-object"
      })
  void aBodyThatCannotBeVerifiedIsRefusedWithTheReason(String body, String code) {
    refused(hub.post(body, Map.of(HEADER, sign(SECRET, "x"))), 400, code);
  }

  @Test
  void bytesThatAreNotUtf8AndOtherEncodingsAreRefused() {
    byte[] latin1 = "{\"id\":\"x\",\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
    refused(
        hub.post("/hooks/demo/showpass", latin1, Map.of(HEADER, sign(SECRET, "x"))),
        400,
        "not-utf-8");
    byte[] utf16 = "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);
    refused(
        hub.post("/hooks/demo/showpass", utf16, Map.of(HEADER, sign(SECRET, "x"))),
        400,
        "not-a-json-object");
    byte[] marked = "\uFEFF{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    refused(
        hub.post("/hooks/demo/showpass", marked, Map.of(HEADER, sign(SECRET, "x"))),
        400,
        "not-a-json-object");
    refused(hub.post("/hooks/demo/showpass", new byte[0], Map.of()), 400, "not-a-json-object");
  }

  @Test
  void tenThousandNestedArraysAreRefused() {
    String body = "{\"id\":\"x\",\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    refused(hub.post(body, Map.of(HEADER, sign(SECRET, "x"))), 400, "json-too-deep");
  }

  @Test
  void aBodyOfTwoMebibytesIsRefusedAndOneJustBelowTheLimitIsTaken() {
    String large = "{\"id\":\"x\",\"a\":\"" + "a".repeat(2 << 20) + "\"}";
    refused(hub.post(large, Map.of(HEADER, sign(SECRET, "x"))), 413, "body-too-large");
    String fits = "{\"id\":\"x\",\"a\":\"" + "a".repeat((1 << 20) - 18) + "\"}";
    assertThat(fits.length()).isLessThanOrEqualTo(1 << 20);
    assertThat(hub.post(fits, Map.of(HEADER, sign(SECRET, "x"))).statusCode()).isEqualTo(202);
  }

  @Test
  void whoeverSendsFarTooMuchStillGetsTheAnswer() {
    String large = "{\"id\":\"x\",\"a\":\"" + "a".repeat(8 << 20) + "\"}";
    for (int i = 0; i < 20; i++) {
      refused(hub.post(large, Map.of(HEADER, sign(SECRET, "x"))), 413, "body-too-large");
      refused(
          hub.post("/hooks/nobody", large.getBytes(StandardCharsets.UTF_8), Map.of()),
          404,
          "unknown-path");
    }
  }

  @Test
  void aChunkedBodyWithoutEndIsAnsweredAtTheLimitAndItsConnectionEnded() throws IOException {
    try (Socket socket = endlessBody(16 << 20)) {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 413").contains("body-too-large");
    }
  }

  @Test
  void aSenderWhoNeverStopsIsCutOff() {
    assertThatThrownBy(() -> endlessBody(1 << 30).close()).isInstanceOf(IOException.class);
  }

  private static Socket endlessBody(int bytes) throws IOException {
    URI uri = URI.create(hub.url());
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(10_000);
    OutputStream out = socket.getOutputStream();
    out.write(
        """
        POST /hooks/demo/showpass HTTP/1.1\r
        Host: x\r
        Content-Type: application/json\r
        Transfer-Encoding: chunked\r
        \r
        """
            .getBytes(StandardCharsets.US_ASCII));
    byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int sent = 0; sent < bytes; sent += 0x2000) {
      out.write(chunk);
    }
    out.flush();
    return socket;
  }

  @Test
  void compressedFormAndMultipartBodiesAreRefusedAndNeverSilentlyChanged() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(Sales.dana(6).getBytes(StandardCharsets.UTF_8));
    }
    Map<String, String> signed = Map.of(HEADER, sign(SECRET, "dana-6"), "Content-Encoding", "gzip");
    refused(
        hub.post("/hooks/demo/showpass", zipped.toByteArray(), signed), 415, "content-encoding");
    for (String type :
        List.of(
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "text/html")) {
      refused(
          hub.post(Sales.dana(6), Map.of(HEADER, sign(SECRET, "dana-6"), "Content-Type", type)),
          415,
          "content-type");
    }
    assertThat(
            hub.post(
                    Sales.dana(6),
                    Map.of(
                        HEADER,
                        sign(SECRET, "dana-6"),
                        "Content-Type",
                        "application/json; charset=utf-8"))
                .statusCode())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void onlyPostIsTaken(String method) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/demo/showpass"))
            .method(method, HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> answer = hub.send(request);
    refused(answer, 405, "method");
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hooks",
        "/hooks/",
        "/hooks/nobody",
        "/hooks/demo",
        "/hooks/demo/showpass/",
        "/hooks/demo/showpass/more"
      })
  void anUnknownPathIsNotFound(String path) {
    refused(hub.post(path, "{}".getBytes(StandardCharsets.UTF_8), Map.of()), 404, "unknown-path");
  }

  @Test
  void aRequestTooBrokenForTheServerIsStillAnsweredInJson() {
    HttpResponse<String> answer =
        hub.send(HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/%2e%2e%2f")).build());
    assertThat(answer.statusCode()).isIn(400, 404, 405);
    assertThat(json(answer.body()).path("code").isTextual()).isTrue();
  }

  @Test
  void headersThatLookLikeCamelsChangeNothing() {
    String body = Sales.dana(7);
    Map<String, String> hostile =
        Map.of(
            HEADER,
            sign(SECRET, "dana-7"),
            "CamelHttpUri",
            "http://127.0.0.1:1/",
            "CamelFileName",
            "../../evil",
            "org.apache.camel.x",
            "y",
            "customer",
            "venue2",
            "Bcc",
            "b@example.com",
            "breadcrumbId",
            "z");
    HttpResponse<String> answer = hub.post(body, hostile);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(
            answer.headers().map().keySet().stream().map(k -> k.toLowerCase(java.util.Locale.ROOT)))
        .doesNotContain("camelhttpuri", "bcc", "customer", "breadcrumbid");
    String id = json(answer.body()).path("event").asText();
    assertThat(hub.get("/api/v1/events/" + id).path("customer").asText()).isEqualTo("demo");
    delivered(id);
  }

  @Test
  void theSameEventAgainIsADuplicateAndOtherContentUnderItsKeyIsQuarantined() {
    String first = json(hub.post(Sales.dana(8)).body()).path("event").asText();
    JsonNode again = json(hub.post(Sales.dana(8)).body());
    assertThat(again.path("event").asText()).isEqualTo(first);
    assertThat(again.path("duplicate").asBoolean()).isTrue();
    HttpResponse<String> forged = hub.post(Sales.dana(8).replace("52.50", "0.01"));
    assertThat(forged.statusCode()).isEqualTo(202);
    String suspicious = json(forged.body()).path("event").asText();
    assertThat(suspicious).isNotEqualTo(first);
    JsonNode event = hub.get("/api/v1/events/" + suspicious);
    assertThat(event.path("status").asText()).isEqualTo("QUARANTINED");
    assertThat(event.path("statusReason").asText()).contains(first);
    assertThat(event.path("deliveries")).isEmpty();
    assertThat(
            json(hub.post(Sales.dana(8).replace("52.50", "0.01")).body())
                .path("duplicate")
                .asBoolean())
        .isTrue();
  }

  @Test
  void anEventWithoutAnIdentifierIsTakenOnceByItsContent() {
    String body = "{\"id\":\"no-uuid\",\"event_type\":\"invoice.purchase\",\"data\":{}}";
    assertThat(json(hub.post(body).body()).path("duplicate").asBoolean(true)).isFalse();
    assertThat(json(hub.post(body).body()).path("duplicate").asBoolean()).isTrue();
  }

  @Test
  void aSourceWithAnAddressListTakesWebhooksFromThereOnly() {
    byte[] body = Sales.dana(9).getBytes(StandardCharsets.UTF_8);
    Map<String, String> signed = Map.of(HEADER, sign(SECRET, "dana-9"));
    refused(hub.post("/hooks/demo/far", body, signed), 403, "address-not-allowed");
    Map<String, String> pretending =
        Map.of(HEADER, sign(SECRET, "dana-9"), "X-Forwarded-For", "34.83.8.110");
    refused(hub.post("/hooks/demo/far", body, pretending), 403, "address-not-allowed");
  }

  @Test
  void anotherOrganizationsEventIsQuarantined() {
    byte[] foreign =
        Sales.dana(10)
            .replace("\"currency\"", "\"showpass_organization_id\":20,\"currency\"")
            .getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        hub.post("/hooks/demo/near", foreign, Map.of(HEADER, sign(SECRET, "dana-10")));
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode event = hub.get("/api/v1/events/" + json(answer.body()).path("event").asText());
    assertThat(event.path("status").asText()).isEqualTo("QUARANTINED");
    assertThat(event.path("statusReason").asText())
        .isEqualTo("It names organization 20, and this source is for 5796.");
  }

  @Test
  void aSourceMayKeepForgeriesForAPersonToJudge() {
    byte[] body = Sales.dana(11).getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer = hub.post("/hooks/demo/lenient", body, Map.of(HEADER, "0000"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(
            hub.get("/api/v1/events/" + json(answer.body()).path("event").asText())
                .path("status")
                .asText())
        .isEqualTo("QUARANTINED");
  }

  @Test
  void aSourceWithoutVerifierTakesUnsignedEvents() {
    byte[] body = Sales.dana(12).getBytes(StandardCharsets.UTF_8);
    assertThat(hub.post("/hooks/demo/open", body, Map.of()).statusCode()).isEqualTo(202);
  }

  @Test
  void aRefusedWebhookIsNotStoredAsAnEventAndLeavesNoSecretInTheAnswer() {
    HttpResponse<String> answer = hub.post(Sales.dana(13), Map.of(HEADER, "deadbeef"));
    assertThat(answer.body())
        .doesNotContain(SECRET)
        .doesNotContain("deadbeef")
        .doesNotContain("dana");
  }

  @Test
  void everyFileOfTheJsonCorpusIsAnsweredWithoutAFault() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(Shared.path("corpora/json-parsing"))) {
      files = found.sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(300);
    for (Path file : files) {
      byte[] raw = Files.readAllBytes(file);
      answeredInForm(
          file, hub.post("/hooks/demo/showpass", raw, Map.of(HEADER, "00")), Set.of(400, 401, 413));
      HttpResponse<String> inside =
          hub.post("/hooks/demo/showpass", around(file, raw), Map.of(HEADER, sign(SECRET, "x")));
      String kind = file.getFileName().toString().substring(0, 2);
      answeredInForm(
          file,
          inside,
          kind.equals("y_")
              ? Set.of(202)
              : kind.equals("n_") ? Set.of(202, 400) : Set.of(202, 400));
    }
    everythingAcceptedIsDelivered();
  }

  /** The file's content as the value of a field in an otherwise fine webhook. */
  private static byte[] around(Path file, byte[] value) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String uuid = "corpus-" + file.getFileName();
    body.write(
        ("{\"id\":\"x\",\"webhook_event_uuid\":\""
                + uuid
                + "\",\"data\":{\"transaction_id\":\""
                + uuid
                + "\",\"a\":")
            .getBytes(StandardCharsets.UTF_8));
    body.write(value);
    body.write("}}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  @Test
  void everyNaughtyStringIsTakenAsHarmlessTextWhereverItStands() throws IOException {
    JsonNode strings = JSON.readTree(Shared.path("corpora/naughty-strings.json").toFile());
    assertThat(strings.size()).isGreaterThan(500);
    int number = 0;
    for (JsonNode naughty : strings) {
      for (String place : List.of("name", "email", "id", "type", "key")) {
        ObjectNode body = (ObjectNode) JSON.readTree(Sales.dana(1000));
        body.put("webhook_event_uuid", "naughty-" + number++);
        put(body, place, naughty.asText());
        HttpResponse<String> answer = hub.post(JSON.writeValueAsString(body));
        boolean empty = place.equals("id") && naughty.asText().isEmpty();
        assertThat(answer.statusCode()).as("%s as %s", naughty, place).isEqualTo(empty ? 400 : 202);
      }
      header(naughty.asText());
    }
    everythingAcceptedIsDelivered();
  }

  private static void put(ObjectNode body, String place, String naughty) {
    switch (place) {
      case "name" -> ((ObjectNode) body.get("data")).put("customer_name", naughty);
      case "email" -> ((ObjectNode) body.get("data")).put("customer_email", naughty);
      case "id" -> body.put("id", naughty);
      case "type" -> body.put("event_type", naughty);
      default -> body.put("webhook_event_uuid", naughty + body.get("webhook_event_uuid").asText());
    }
  }

  /** As a header, over a bare socket: Java's client would refuse to send most of them. */
  private static void header(String naughty) throws IOException {
    URI uri = URI.create(hub.url());
    byte[] body = Sales.dana(1).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /hooks/demo/showpass HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                  + HEADER
                  + ": "
                  + naughty.replace('\n', ' ').replace('\r', ' ')
                  + "\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.write(body);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).as("header %s", naughty).matches("(?s)HTTP/1.1 (400|401).*\"code\":.*");
    }
  }

  private static void everythingAcceptedIsDelivered() {
    await()
        .atMost(java.time.Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonNode day = hub.get("/api/v1/balance?customer=demo").path("items").get(0);
              JsonNode deliveries = day.path("deliveries");
              assertThat(day.path("events").path("accepted").asInt()).isZero();
              assertThat(deliveries.path("total").asInt()).isPositive();
              assertThat(deliveries.path("delivered")).isEqualTo(deliveries.path("total"));
              assertThat(day.path("balanced").asBoolean()).isTrue();
            });
  }

  private static void delivered(String eventId) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        hub.get("/api/v1/events/" + eventId)
                            .path("deliveries")
                            .findValuesAsText("status"))
                    .containsExactly("DELIVERED"));
  }

  private static void answeredInForm(Path file, HttpResponse<String> answer, Set<Integer> allowed) {
    assertThat(answer.statusCode())
        .as("%s: %s", file, answer.body())
        .isIn(new ArrayList<Object>(allowed));
    if (answer.statusCode() != 202) {
      assertThat(json(answer.body()).path("error").asText()).as("%s", file).isNotBlank();
      assertThat(json(answer.body()).path("code").asText()).as("%s", file).matches("[a-z0-9-]+");
    }
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(json(answer.body()).path("code").asText()).isEqualTo(code);
    assertThat(json(answer.body()).path("error").asText()).endsWith(".");
  }
}
