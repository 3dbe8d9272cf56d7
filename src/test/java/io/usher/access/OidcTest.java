package io.usher.access;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.usher.settings.StartupProblem;
import io.usher.testing.RunningHub;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by a server that speaks OpenID Connect; a stand-in plays it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcTest {

  private static final String RULES =
      "it = admin|box-office = operator for demo|box-office-2 = operator for venue2|guests = viewer";

  private final WireMockServer server = new WireMockServer(wireMockConfig().dynamicPort());
  private RSAKey key;
  private RSAKey otherKey;
  private Venues venues;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    otherKey = new RSAKeyGenerator(2048).keyID("k1").generate();
    server.start();
    String issuer = server.baseUrl();
    server.stubFor(
        get(urlPathEqualTo("/.well-known/openid-configuration"))
            .willReturn(
                okJson(
                    """
                    {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                     "jwks_uri": "%1$s/jwks", "response_types_supported": ["code"],
                     "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}"""
                        .formatted(issuer))));
    server.stubFor(
        get(urlPathEqualTo("/jwks")).willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
    String[] rules = RULES.split("\\|");
    venues =
        new Venues(
            folder,
            Map.of(
                "usher.oidc.issuer",
                issuer,
                "usher.oidc.client-id",
                "usher",
                "usher.oidc.client-secret",
                "client secret of usher",
                "usher.oidc.label",
                "Sign in at Harbour",
                "usher.oidc.groups[0]",
                rules[0],
                "usher.oidc.groups[1]",
                rules[1],
                "usher.oidc.groups[2]",
                rules[2],
                "usher.oidc.groups[3]",
                rules[3]));
  }

  @AfterAll
  void stop() {
    venues.close();
    server.stop();
  }

  /** What the hub asked the server for, and the cookie of whoever it asked for. */
  private record Away(Map<String, String> asked, String cookie) {}

  private Away away() {
    HttpResponse<String> first = page("/sign-in/oidc?from=%2Fapi%2Fv1%2Fme", "");
    String cookie = cookie(first, "");
    assertThat(first.headers().firstValue("Location").orElse(""))
        .endsWith("/oauth2/authorization/oidc");
    HttpResponse<String> second = page("/oauth2/authorization/oidc", cookie);
    String to = second.headers().firstValue("Location").orElseThrow();
    assertThat(to).startsWith(server.baseUrl() + "/authorize?");
    return new Away(query(to), cookie(second, cookie));
  }

  private HttpResponse<String> page(String path, String cookie) {
    var request = venues.request(path).header("Accept", "text/html");
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return venues.hub.send(request.GET().build());
  }

  private static String cookie(HttpResponse<String> answer, String before) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(each -> each.startsWith("usher-session="))
        .map(each -> each.substring(0, each.indexOf(';')))
        .findFirst()
        .orElse(before);
  }

  private static Map<String, String> query(String url) {
    return Arrays.stream(URI.create(url).getRawQuery().split("&"))
        .map(part -> part.split("=", 2))
        .collect(Collectors.toMap(p -> p[0], p -> URLDecoder.decode(p[1], UTF_8)));
  }

  private void answersWith(RSAKey signer, JWTClaimsSet claims) throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
    token.sign(new RSASSASigner(signer));
    server.stubFor(
        post(urlPathEqualTo("/token"))
            .willReturn(
                okJson(
                    "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \"%s\"}"
                        .formatted(token.serialize()))));
  }

  private JWTClaimsSet.Builder claims(Away away, String... groups) {
    return new JWTClaimsSet.Builder()
        .issuer(server.baseUrl())
        .subject("u-1")
        .audience("usher")
        .issueTime(new Date())
        .expirationTime(new Date(System.currentTimeMillis() + 60_000))
        .claim("nonce", away.asked.get("nonce"))
        .claim("email", "ines@example.com")
        .claim("groups", List.of(groups));
  }

  private HttpResponse<String> back(Away away, String state) {
    return page("/login/oauth2/code/oidc?code=c-1&state=" + state, away.cookie);
  }

  private HttpResponse<String> back(Away away) {
    return back(away, java.net.URLEncoder.encode(away.asked.get("state"), UTF_8));
  }

  @Test
  void theSignInPageHasItsButton() {
    assertThat(venues.as("", "GET", "/sign-in", "").body())
        .contains("Sign in at Harbour", "href=\"/sign-in/oidc?from=/\"");
  }

  @Test
  void codeFlowWithPkceAndNonceMakesACallerOfTheGroups() throws Exception {
    Away away = away();
    assertThat(away.asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "usher")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", venues.hub.url() + "/login/oauth2/code/oidc")
        .containsKeys("nonce", "state");
    answersWith(key, claims(away, "staff", "box-office", "box-office-2", "guests").build());
    HttpResponse<String> in = back(away);
    assertThat(in.headers().firstValue("Location")).contains("/api/v1/me");
    String cookie = cookie(in, "");
    assertThat(cookie).as("a new session").isNotEmpty().isNotEqualTo(away.cookie);
    JsonNode me = RunningHub.json(page("/api/v1/me", cookie).body());
    assertThat(me.path("name").asText()).isEqualTo("ines@example.com");
    assertThat(me.path("role").asText()).isEqualTo("operator");
    assertThat(me.path("customers").toString()).isEqualTo("[\"demo\",\"venue2\"]");
    assertThat(me.path("signedInBy").asText()).isEqualTo("OIDC");
    Map<String, String> sent =
        query("http://x/?" + server.getAllServeEvents().get(0).getRequest().getBodyAsString());
    byte[] verifier =
        MessageDigest.getInstance("SHA-256").digest(sent.get("code_verifier").getBytes(UTF_8));
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(verifier))
        .isEqualTo(away.asked.get("code_challenge"));
  }

  @Test
  void whoeverHasNoGroupOfOursIsRefusedInASentence() throws Exception {
    Away away = away();
    answersWith(key, claims(away, "staff").build());
    HttpResponse<String> refused = back(away);
    assertThat(refused.headers().firstValue("Location")).contains("/sign-in?problem=no-role");
    assertThat(page("/sign-in?problem=no-role", "").body())
        .contains("You are known, but no group of yours has a role here.");
    assertThat(page("/api/v1/me", cookie(refused, away.cookie)).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenThatIsNotForThisSignInIsRefused() throws Exception {
    Away away = away();
    List<JWTClaimsSet> bad =
        List.of(
            claims(away, "it").claim("nonce", "another").build(),
            claims(away, "it").audience("somebody else").build(),
            claims(away, "it").issuer("https://evil.example.com").build(),
            claims(away, "it")
                .expirationTime(new Date(System.currentTimeMillis() - 600_000))
                .build());
    for (JWTClaimsSet claims : bad) {
      Away fresh = away();
      boolean wrongNonce = "another".equals(claims.getClaim("nonce"));
      answersWith(
          key,
          new JWTClaimsSet.Builder(claims)
              .claim("nonce", wrongNonce ? "another" : fresh.asked.get("nonce"))
              .build());
      assertThat(back(fresh).headers().firstValue("Location"))
          .as(claims.toString())
          .contains("/sign-in?problem=oidc");
    }
    Away forged = away();
    answersWith(otherKey, claims(forged, "it").build());
    assertThat(back(forged).headers().firstValue("Location")).contains("/sign-in?problem=oidc");
    Away mixed = away();
    answersWith(key, claims(mixed, "it").build());
    assertThat(back(mixed, "another-state").headers().firstValue("Location"))
        .contains("/sign-in?problem=oidc");
  }

  @Test
  void aServerThatIsAwayIsASentenceAndPasswordsStillWork(@TempDir Path folder) {
    WireMockServer away = new WireMockServer(wireMockConfig().dynamicPort());
    away.start();
    away.stubFor(get(urlPathEqualTo("/nothing")).willReturn(aResponse()));
    try (Venues hub =
        new Venues(
            folder,
            Map.of(
                "usher.oidc.issuer", away.baseUrl(),
                "usher.oidc.client-id", "usher",
                "usher.oidc.groups[0]", "it = admin"))) {
      HttpResponse<String> refused =
          hub.hub.send(hub.request("/sign-in/oidc").header("Accept", "text/html").GET().build());
      assertThat(refused.headers().firstValue("Location").orElse(""))
          .endsWith("/sign-in?problem=oidc");
      assertThat(hub.asAdmin("GET", "/api/v1/me", "").statusCode()).isEqualTo(200);
    } finally {
      away.stop();
    }
  }

  @Test
  void rulesThatCantBeReadEndTheStartWithASentence() {
    assertThatThrownBy(() -> new OidcRules(List.of("box-office: operator")))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("box-office: operator. Write it such as: box-office = operator");
    assertThatThrownBy(() -> new OidcRules(List.of("box-office = boss")))
        .hasMessageContaining("Roles are [viewer, operator, editor, admin]");
    assertThatThrownBy(() -> new OidcRules(List.of("it = admin for demo")))
        .hasMessageContaining("An admin is never limited");
    OidcRules rules = new OidcRules(List.of("a = viewer", "b = editor for demo, venue2"));
    assertThat(rules.grant(List.of("a", "b")).orElseThrow().role()).isEqualTo(Role.EDITOR);
    assertThat(rules.grant(List.of("a", "b")).orElseThrow().reach().names())
        .containsExactly("demo", "venue2");
    assertThat(rules.grant(List.of("c"))).isEmpty();
  }
}
