package io.usher.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub behind a proxy on the same machine. */
class ProxiedRequestsTest {

  private static final String SHOWPASS = "34.83.8.110";
  private static final String STRANGER = "203.0.113.9";

  @TempDir static Path folder;
  private static RunningHub hub;

  @BeforeAll
  static void start() throws Exception {
    RunningHub.customer(
        folder,
        "demo",
        """
        sources:
          showpass: {path: demo/showpass, verifier: none, addresses: [showpass]}
        """);
    Files.createDirectory(folder.resolve("routes"));
    hub = RunningHub.start(folder, Map.of("server.forward-headers-strategy", "native"));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void theSenderIsWhomTheProxyNames() {
    assertTaken(SHOWPASS);
    assertRefused(STRANGER, STRANGER);
  }

  @Test
  void whatTheSenderItselfWroteIsNotBelieved() {
    assertRefused(SHOWPASS + ", " + STRANGER, STRANGER);
    assertTaken(STRANGER + ", " + SHOWPASS);
    assertRefused("nobody, " + STRANGER, STRANGER);
  }

  @Test
  void proxiesInBetweenAreSteppedOver() {
    assertTaken(SHOWPASS + ", 10.1.2.3, 192.168.0.7");
    assertRefused(STRANGER + ",100.64.0.9 , fd00::1", STRANGER);
  }

  @Test
  void withoutAWordOfTheProxyItIsTheProxyThatSends() {
    assertRefused(null, "127.0.0.1");
    assertRefused("", "127.0.0.1");
    assertRefused("unknown", "127.0.0.1");
    assertRefused(SHOWPASS + ", unknown", "127.0.0.1");
    assertRefused(SHOWPASS + ", example.com, 10.0.0.1", "10.0.0.1");
  }

  @Test
  void aPageThatCameByHttpsIsOneToTheBrowserToo() {
    assertThat(staysWithHttps("https")).isTrue();
    assertThat(staysWithHttps("http")).isFalse();
  }

  private static boolean staysWithHttps(String scheme) {
    return hub.send(
            HttpRequest.newBuilder(URI.create(hub.url() + "/sign-in"))
                .header("X-Forwarded-Proto", scheme)
                .build())
        .headers()
        .firstValue("Strict-Transport-Security")
        .isPresent();
  }

  private static void assertTaken(String forwarded) {
    assertThat(post(forwarded).statusCode()).as(forwarded).isEqualTo(202);
  }

  private static void assertRefused(String forwarded, String address) {
    assertThat(post(forwarded).body())
        .contains("This source takes no webhooks from the address " + address + ".");
  }

  private static HttpResponse<String> post(String forwarded) {
    return hub.post(
        "/hooks/demo/showpass",
        Sales.dana(1).getBytes(StandardCharsets.UTF_8),
        forwarded == null ? Map.of() : Map.of("X-Forwarded-For", forwarded));
  }
}
