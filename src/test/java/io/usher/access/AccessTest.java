package io.usher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.testing.RunningHub;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Signing in, roles, tokens, and what a stranger would try. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {

  private static final String NAVIGATION = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";

  private Venues venues;
  private String event;

  @BeforeAll
  void start(@TempDir Path folder) {
    venues = new Venues(folder, Map.of());
    venues.user("vera", "viewer");
    venues.user("otto", "operator", "demo");
    event = venues.sale("demo", "1001");
  }

  @AfterAll
  void stop() {
    venues.close();
  }

  private HttpResponse<String> signIn(String name, String password, String... more) {
    HttpRequest.Builder request =
        venues
            .request("/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(
                BodyPublishers.ofString(
                    "name="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        + "&password="
                        + URLEncoder.encode(password, StandardCharsets.UTF_8)
                        + "&from=%2Fapi%2Fv1%2Fme"));
    for (int i = 0; i < more.length; i += 2) {
      request.setHeader(more[i], more[i + 1]);
    }
    return venues.hub.send(request.build());
  }

  private static String session(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("usher-session="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> withCookie(String method, String path, String cookie, String... h) {
    HttpRequest.Builder request =
        venues.request(path).header("Cookie", cookie).method(method, BodyPublishers.noBody());
    for (int i = 0; i < h.length; i += 2) {
      request.header(h[i], h[i + 1]);
    }
    return venues.hub.send(request.build());
  }

  @Test
  void whoeverIsLimitedSeesNobodyElsesSales() {
    String otto = Venues.basic("otto", Venues.PASSWORD);
    assertThat(venues.as(otto, "GET", "/api/v1/sales?customer=venue2", "").statusCode())
        .isEqualTo(404);
    assertThat(RunningHub.json(venues.as(otto, "GET", "/api/v1/sales", "").body()).path("customer"))
        .as("the only one")
        .hasToString("\"demo\"");
    assertThat(venues.as(otto, "GET", "/sales?customer=venue2", "").statusCode()).isEqualTo(404);
    String vera = Venues.basic("vera", Venues.PASSWORD);
    HttpResponse<String> whose = venues.as(vera, "GET", "/api/v1/sales", "");
    assertThat(whose.statusCode()).isEqualTo(400);
    assertThat(whose.body()).contains("must be one of [demo, venue2]");
  }

  @Test
  void aBrowserIsSentToTheSignInPageAndBack() {
    HttpResponse<String> away =
        venues.hub.send(
            venues.request("/api-of-nobody?a=1").header("Accept", NAVIGATION).GET().build());
    assertThat(away.statusCode()).isEqualTo(303);
    assertThat(away.headers().firstValue("Location"))
        .contains("/sign-in?from=%2Fapi-of-nobody%3Fa%3D1");
    HttpResponse<String> page = venues.as("", "GET", "/sign-in?from=%2Fapi%2Fv1%2Fme", "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<label for=\"name\">", "value=\"/api/v1/me\"")
        .doesNotContain("<script", "style=", "http://127");
    HttpResponse<String> in = signIn("vera", Venues.PASSWORD);
    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(in.headers().firstValue("Location")).contains("/api/v1/me");
    JsonNode me = RunningHub.json(withCookie("GET", "/api/v1/me", session(in)).body());
    assertThat(me.path("name").asText()).isEqualTo("vera");
    assertThat(me.path("role").asText()).isEqualTo("viewer");
    assertThat(me.path("signedInBy").asText()).isEqualTo("PASSWORD");
  }

  @Test
  void theCookieIsForThisSiteAndForNoScript() {
    String cookie =
        signIn("vera", Venues.PASSWORD).headers().allValues("Set-Cookie").stream()
            .filter(each -> each.startsWith("usher-session="))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/");
  }

  @Test
  void noOtherSiteIsEverTheWayBack() {
    for (String from :
        List.of(
            "//evil.example.com", "https://evil.example.com", "/\\evil", "/a\r\nX: y", "evil")) {
      assertThat(WayBack.checked(from)).as(from).isEqualTo("/");
    }
    assertThat(WayBack.checked("/events?q=a%20b")).isEqualTo("/events?q=a%20b");
  }

  @Test
  void everyAnswerHasTheSecurityHeaders() {
    for (String path : List.of("/sign-in", "/api/v1/me", "/nothing/here", "/actuator/health")) {
      HttpResponse<String> answer = venues.as("", "GET", path, "");
      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .as(path)
          .contains(AccessConfiguration.POLICY);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }
  }

  @Test
  void aSessionThatWasThereBeforeIsNotTheOneAfterSigningIn() {
    HttpResponse<String> first = signIn("vera", Venues.PASSWORD);
    HttpResponse<String> second = signIn("vera", Venues.PASSWORD, "Cookie", session(first));
    assertThat(session(second)).isNotEqualTo(session(first));
    HttpResponse<String> planted =
        signIn("vera", Venues.PASSWORD, "Cookie", "usher-session=0123456789ABCDEF");
    assertThat(session(planted)).doesNotContain("0123456789ABCDEF");
    assertThat(withCookie("GET", "/api/v1/me", session(first)).statusCode()).isEqualTo(401);
  }

  @Test
  void anotherSitesPageChangesNothingInSomebodysName() {
    String cookie = session(signIn("admin", "test-password"));
    String path = "/api/v1/retention/purge";
    assertThat(withCookie("POST", path, cookie, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(withCookie("POST", path, cookie, "Sec-Fetch-Site", "same-site").statusCode())
        .isEqualTo(403);
    assertThat(withCookie("POST", path, cookie, "Origin", "https://evil.example.com").statusCode())
        .isEqualTo(403);
    assertThat(withCookie("POST", path, cookie, "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(
            withCookie("POST", path, cookie, "Referer", "https://evil.example.com/a").statusCode())
        .isEqualTo(403);
    assertThat(withCookie("POST", path, cookie).statusCode()).as("says nothing").isEqualTo(403);
    assertThat(withCookie("POST", path, cookie, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
    assertThat(withCookie("POST", path, cookie, "Origin", venues.hub.url()).statusCode())
        .isEqualTo(200);
    assertThat(signIn("vera", Venues.PASSWORD, "Sec-Fetch-Site", "cross-site").statusCode())
        .as("signing somebody in as another")
        .isEqualTo(403);
  }

  @Test
  void signingOutEndsTheSession() {
    String cookie = session(signIn("vera", Venues.PASSWORD));
    assertThat(withCookie("GET", "/sign-out", cookie).statusCode())
        .as("only by POST")
        .isEqualTo(404);
    assertThat(withCookie("GET", "/api/v1/me", cookie).statusCode()).isEqualTo(200);
    HttpResponse<String> out =
        withCookie("POST", "/sign-out", cookie, "Sec-Fetch-Site", "same-origin");
    assertThat(out.headers().firstValue("Location")).contains("/sign-in?out");
    assertThat(withCookie("GET", "/api/v1/me", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void aChangeOfRoleOrPasswordEndsSessionsAtOnce() {
    venues.user("paul", "operator");
    String cookie = session(signIn("paul", Venues.PASSWORD));
    assertThat(withCookie("GET", "/api/v1/me", cookie).statusCode()).isEqualTo(200);
    assertThat(venues.asAdmin("PATCH", "/api/v1/users/paul", "{\"role\": \"viewer\"}").statusCode())
        .isEqualTo(200);
    assertThat(withCookie("GET", "/api/v1/me", cookie).statusCode()).isEqualTo(401);
    String again = session(signIn("paul", Venues.PASSWORD));
    String other = session(signIn("paul", Venues.PASSWORD));
    HttpRequest change =
        venues
            .request("/api/v1/me/password")
            .header("Cookie", again)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/json")
            .PUT(
                BodyPublishers.ofString(
                    "{\"current\": \"%s\", \"password\": \"another harbour 7\"}"
                        .formatted(Venues.PASSWORD)))
            .build();
    assertThat(venues.hub.send(change).statusCode()).isEqualTo(204);
    assertThat(withCookie("GET", "/api/v1/me", again).statusCode()).as("their own").isEqualTo(200);
    assertThat(withCookie("GET", "/api/v1/me", other).statusCode()).as("others").isEqualTo(401);
    assertThat(status("paul", Venues.PASSWORD)).isEqualTo(401);
    assertThat(status("paul", "another harbour 7")).isEqualTo(200);
    assertThat(venues.asAdmin("DELETE", "/api/v1/users/paul", "").statusCode()).isEqualTo(204);
    assertThat(withCookie("GET", "/api/v1/me", again).statusCode()).isEqualTo(401);
    assertThat(status("paul", "another harbour 7")).isEqualTo(401);
  }

  private int status(String name, String password) {
    return venues.as(Venues.basic(name, password), "GET", "/api/v1/me", "").statusCode();
  }

  @Test
  void guessingIsSlowedDownAndKeepsNobodyOutWhoSignedInBefore() {
    venues.user("rosa", "viewer");
    HttpResponse<String> before = signIn("rosa", Venues.PASSWORD);
    String browser =
        before.headers().allValues("Set-Cookie").stream()
            .filter(cookie -> cookie.startsWith(KnownBrowsers.COOKIE))
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .findFirst()
            .orElseThrow();
    for (int guess = 1; guess <= Attempts.FREE + 1; guess++) {
      assertThat(status("rosa", "guess number " + guess)).isEqualTo(401);
    }
    HttpResponse<String> refused =
        venues.as(Venues.basic("rosa", "guess again 1"), "GET", "/api/v1/me", "");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body()).contains("Too many wrong passwords for this user. Try again in ");
    assertThat(signIn("rosa", "one more guess").headers().firstValue("Location").orElse(""))
        .startsWith("/sign-in?problem=too-many-tries");
    assertThat(signIn("rosa", Venues.PASSWORD, "Cookie", browser).headers().firstValue("Location"))
        .as("her own browser")
        .contains("/api/v1/me");
    assertThat(status("vera", Venues.PASSWORD)).as("somebody else").isEqualTo(200);
  }

  @Test
  void anUnknownUserIsRefusedLikeAWrongPassword() {
    HttpResponse<String> unknown =
        venues.as(Venues.basic("nobody", "whatever it is"), "GET", "/api/v1/me", "");
    HttpResponse<String> wrong =
        venues.as(Venues.basic("vera", "whatever it was"), "GET", "/api/v1/me", "");
    assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(status("v".repeat(5000), "x")).isEqualTo(401);
    assertThat(status("vera", "x".repeat(5000))).isEqualTo(401);
  }

  @Test
  void passwordsAreLongRatherThanStrange() {
    for (String bad : List.of("short 12345", "aaaaaaaaaaaaaaa", "mara-mara-mara", "é".repeat(40))) {
      HttpResponse<String> answer =
          venues.asAdmin(
              "POST",
              "/api/v1/users",
              "{\"name\": \"mara\", \"role\": \"viewer\", \"password\": \"%s\"}".formatted(bad));
      assertThat(answer.statusCode()).as(bad).isEqualTo(400);
      assertThat(answer.body()).contains("The password must");
    }
    assertThat(
            venues
                .asAdmin("POST", "/api/v1/users", "{\"name\": \"MARA\", \"role\": \"viewer\"}")
                .body())
        .contains("A user's name has 2 to 40 characters");
  }

  @Test
  void theAdminStaysAnAdmin() {
    assertThat(venues.asAdmin("DELETE", "/api/v1/users/admin", "").statusCode()).isEqualTo(409);
    assertThat(venues.asAdmin("PATCH", "/api/v1/users/admin", "{\"role\":\"viewer\"}").body())
        .contains("The user admin is always an admin.");
    assertThat(venues.asAdmin("PUT", "/api/v1/users/admin/password", "").body())
        .contains("USHER_ADMIN_PASSWORD");
    assertThat(
            venues
                .asAdmin(
                    "POST",
                    "/api/v1/users",
                    "{\"name\":\"ada\",\"role\":\"admin\",\"customers\":[\"demo\"]}")
                .body())
        .contains("An admin is never limited to customers.");
  }

  @Test
  void aTokenMayWhatItsScopesSayAndNothingElse() {
    String token =
        venues.token(
            "{\"name\": \"nightly\", \"role\": \"operator\", \"customers\": [\"demo\"], \"scopes\": [\"events:read\"]}");
    assertThat(token).startsWith("usher_").hasSize(49);
    String bearer = "Bearer " + token;
    assertThat(venues.as(bearer, "GET", "/api/v1/events/" + event, "").statusCode()).isEqualTo(200);
    HttpResponse<String> payload =
        venues.as(bearer, "GET", "/api/v1/events/" + event + "/payload", "");
    assertThat(payload.statusCode()).isEqualTo(403);
    assertThat(payload.body()).contains("This token lacks the scope payloads:read.");
    assertThat(venues.as(bearer, "POST", "/api/v1/events/" + event + "/reroute", "").statusCode())
        .isEqualTo(403);
    assertThat(venues.as(bearer, "GET", "/api/v1/users", "").statusCode()).isEqualTo(403);
    assertThat(venues.as(bearer, "GET", "/actuator/prometheus", "").statusCode()).isEqualTo(403);
    JsonNode listed = venues.hub.get("/api/v1/tokens").at("/items/0");
    assertThat(listed.toString()).doesNotContain(token).contains(token.substring(0, 12));
    assertThat(listed.path("lastUsedAt").isNull()).isFalse();
    assertThat(
            venues
                .asAdmin("DELETE", "/api/v1/tokens/" + listed.path("id").asText(), "")
                .statusCode())
        .isEqualTo(200);
    HttpResponse<String> revoked = venues.as(bearer, "GET", "/api/v1/events", "");
    assertThat(revoked.statusCode()).isEqualTo(401);
    assertThat(revoked.body()).contains("\"code\":\"token-invalid\"");
  }

  @Test
  void aTokenInTheAddressIsNoToken() {
    String token = venues.token("{\"name\": \"q\", \"role\": \"admin\", \"scopes\": [\"admin\"]}");
    for (String query : List.of("?access_token=", "?token=", "?api_key=")) {
      assertThat(venues.as("", "GET", "/api/v1/events" + query + token, "").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void aTokenIsRefusedThatNobodyCanMean() {
    String refusals =
        """
        {"name": "a", "role": "viewer"} | Say what the token is for
        {"name": "a", "role": "viewer", "scopes": ["everything"]} | There is no scope everything; there are [events:read,
        {"name": "a", "role": "boss", "scopes": ["events:read"]} | The field role must be one of [viewer, operator, editor, admin].
        {"name": "", "role": "viewer", "scopes": ["events:read"]} | A token's name has 1 to 60 characters
        {"name": "a", "role": "viewer", "scopes": ["events:read"], "customers": ["venue9"]} | There is no customer venue9; there are [demo, venue2].
        {"name": "a", "role": "viewer", "scopes": ["events:read"], "expires": "soon"} | The field expires must be how long
        {"name": "a", "role": "viewer", "scopes": ["events:read"], "expires": "900d"} | A token lasts between 1m and 400d.
        {"name": "a", "role": "viewer", "scopes": ["events:read"], "expired": "9d"} | The field expired is unknown""";
    refusals
        .lines()
        .forEach(
            line -> {
              HttpResponse<String> answer =
                  venues.asAdmin("POST", "/api/v1/tokens", line.split(" \\| ")[0]);
              assertThat(answer.statusCode()).as(line).isEqualTo(400);
              assertThat(RunningHub.json(answer.body()).path("error").asText())
                  .startsWith(line.split(" \\| ")[1]);
            });
  }

  @Test
  void noWayOfWritingAPathLeadsAroundTheGate() throws Exception {
    String viewer = "Authorization: " + Venues.basic("vera", Venues.PASSWORD) + "\r\n";
    List<String> paths =
        List.of(
            "/api/v1/users",
            "/api/v1/users/",
            "//api/v1/users",
            "/api/v1//users",
            "/api/v1/events/..;/users",
            "/api/v1/events/../users",
            "/api/v1/%75sers",
            "/api/v1/%2575sers",
            "/api/v1/users;a=b",
            "/api/v1/users.json",
            "/API/V1/USERS",
            "/sign-in/../api/v1/users",
            "/sign-in/..;/api/v1/users",
            "/sign-in.css/../api/v1/users",
            "/hooks/..;/api/v1/users",
            "/hooks/../api/v1/users",
            "/hooks/%2e%2e/api/v1/users",
            "/actuator/health/../../api/v1/users",
            "/actuator/health/%2e%2e/prometheus",
            "/error/../api/v1/users");
    for (String path : paths) {
      for (String method :
          List.of("GET", "HEAD", "OPTIONS", "POST", "DELETE", "TRACE", "PROPFIND")) {
        for (String header : List.of("", viewer, viewer + "X-HTTP-Method-Override: GET\r\n")) {
          String answer = raw(method + " " + path + " HTTP/1.1\r\n" + header);
          assertThat(answer).as(method + " " + path).doesNotContain("\"admin\"", "signedInAt");
          assertThat(answer).doesNotContain("Exception", "\tat ");
        }
      }
    }
  }

  @Test
  void aFormsHiddenMethodIsNoMethod() {
    HttpResponse<String> answer =
        venues.as(
            Venues.basic("admin", "test-password"),
            "POST",
            "/api/v1/users/vera?_method=DELETE",
            "");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(status("vera", Venues.PASSWORD)).isEqualTo(200);
  }

  @Test
  void oversizedAndStrangeInputIsRefusedInASentence() throws Exception {
    assertThat(raw("GET /api/v1/me HTTP/1.1\r\nAuthorization: Bearer " + "x".repeat(7000) + "\r\n"))
        .contains("401", "token-invalid");
    assertThat(raw("GET /api/v1/me HTTP/1.1\r\nAuthorization: Basic !!!!\r\n")).contains("401");
    assertThat(raw("GET /api/v1/me HTTP/1.1\r\nCookie: " + "a=b; ".repeat(1000) + "\r\n"))
        .contains("\"code\":\"sign-in\"");
    assertThat(raw("GET /api/v1/me HTTP/1.1\r\nCookie: " + "a=b; ".repeat(2000) + "\r\n"))
        .contains("\"code\":\"request-header-fields-too-large\"");
    assertThat(raw("GET /sign-in?from=%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n"))
        .doesNotContain("\r\nSet-Cookie: a=b");
    String big = "{\"name\": \"" + "a".repeat(100_000) + "\"}";
    assertThat(venues.asAdmin("POST", "/api/v1/users", big).statusCode()).isEqualTo(400);
  }

  private String raw(String request) throws Exception {
    URI hub = URI.create(venues.hub.url());
    try (Socket socket = new Socket(hub.getHost(), hub.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          (request + "Host: " + hub.getAuthority() + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void probesAreOpenAndTellNothingAndMetricsAreForThoseWhoSeeEverything() {
    HttpResponse<String> health = venues.as("", "GET", "/actuator/health", "");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).doesNotContain("components");
    assertThat(venues.as("", "GET", "/actuator/health/liveness", "").statusCode()).isEqualTo(200);
    assertThat(venues.as("", "GET", "/actuator/prometheus", "").statusCode()).isEqualTo(401);
    String otto = Venues.basic("otto", Venues.PASSWORD);
    assertThat(venues.as(otto, "GET", "/actuator/prometheus", "").statusCode()).isEqualTo(403);
    assertThat(venues.as(otto, "GET", "/actuator/health", "").body()).doesNotContain("components");
    String token =
        venues.token("{\"name\": \"prom\", \"role\": \"viewer\", \"scopes\": [\"metrics:read\"]}");
    assertThat(venues.as("Bearer " + token, "GET", "/actuator/prometheus", "").body())
        .contains("usher_");
    assertThat(venues.as("Bearer " + token, "GET", "/api/v1/events", "").statusCode())
        .isEqualTo(403);
  }

  @Test
  void someoneLimitedMakesJobsForTheirCustomerOnly() {
    String otto = Venues.basic("otto", Venues.PASSWORD);
    for (String filter : List.of("{\"status\": \"DEAD\"}", "{\"customer\": \"venue2\"}")) {
      for (String path : List.of("/api/v1/jobs", "/api/v1/jobs/preview")) {
        HttpResponse<String> refused =
            venues.as(otto, "POST", path, "{\"kind\": \"REDELIVER\", \"filter\": " + filter + "}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Name one of your customers in the filter: demo.");
      }
    }
    HttpResponse<String> made =
        venues.as(
            otto,
            "POST",
            "/api/v1/jobs",
            "{\"kind\": \"REDELIVER\", \"filter\": {\"customer\": \"demo\"}}");
    assertThat(made.statusCode()).isEqualTo(202);
    assertThat(venues.json(otto, "/api/v1/jobs").path("items"))
        .allMatch(job -> job.at("/filter/customer").asText().equals("demo"));
  }

  @Test
  void theLogTellsWhoDidWhatAndNeverASecret() {
    String otto = Venues.basic("otto", Venues.PASSWORD);
    assertThat(venues.as(otto, "POST", "/api/v1/events/" + event + "/reroute", "").statusCode())
        .isEqualTo(202);
    assertThat(venues.as(otto, "GET", "/api/v1/events/" + event + "/payload", "").statusCode())
        .isEqualTo(200);
    status("vera", "wrong guess in plain text");
    await()
        .untilAsserted(
            () -> {
              JsonNode log = venues.hub.get("/api/v1/audit?limit=500");
              assertThat(log.toString())
                  .contains("\"event.payload\"", "\"user.new\"", "otto: operator for demo")
                  .doesNotContain(Venues.PASSWORD, "wrong guess", "test-password", "example.com");
            });
    JsonNode mine = venues.hub.get("/api/v1/audit?who=otto&action=event.reroute").at("/items/0");
    assertThat(mine.path("subject").asText()).isEqualTo(event);
    assertThat(mine.path("outcome").asText()).isIn("DONE", "BEGUN");
    JsonNode refused = venues.hub.get("/api/v1/audit?action=user.sign-in&outcome=refused");
    assertThat(refused.path("items").findValuesAsText("detail")).contains("wrong password");
    JsonNode first = venues.hub.get("/api/v1/audit?limit=2&action=user");
    JsonNode next =
        venues.hub.get("/api/v1/audit?limit=2&action=user&cursor=" + first.path("next").asText());
    assertThat(next.at("/items/0/id").asText()).isLessThan(first.at("/items/1/id").asText());
  }
}
