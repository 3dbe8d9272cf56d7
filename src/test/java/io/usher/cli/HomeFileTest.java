package io.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.usher.cli.terminal.Keyboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hub a command talks to, and what it says who the person is. */
class HomeFileTest {

  @TempDir Path home;
  private final WireMockServer hub =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private final WireMockServer other =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    for (WireMockServer each : new WireMockServer[] {hub, other}) {
      each.start();
      each.stubFor(
          WireMock.get(WireMock.anyUrl())
              .willReturn(WireMock.okJson("{\"items\": [], \"next\": null}")));
    }
  }

  @AfterEach
  void stop() {
    hub.stop();
    other.stop();
  }

  private void write(String yaml) throws IOException {
    Path file = home.resolve(".config/usher/config.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
  }

  private TypedCommand list(Map<String, String> more, String... options) {
    Map<String, String> variables = new HashMap<>(Map.of("HOME", home.toString()));
    variables.putAll(more);
    String[] args = new String[options.length + 2];
    args[0] = "event";
    args[1] = "list";
    System.arraycopy(options, 0, args, 2, options.length);
    return TypedCommand.run(variables, home, Keyboard.NONE, args);
  }

  private static void assertAsked(WireMockServer server, String token) {
    server.verify(
        WireMock.getRequestedFor(WireMock.urlPathEqualTo("/api/v1/events"))
            .withHeader("Authorization", WireMock.equalTo("Bearer " + token)));
    server.resetRequests();
  }

  @Test
  void theFileInTheHomeFolderNamesTheHubAndTheToken() throws Exception {
    write("url: " + hub.baseUrl() + "/\ntoken: home-token\n");
    assertThat(list(Map.of()).code()).isZero();
    assertAsked(hub, "home-token");
  }

  @Test
  void environmentCountsMoreThanTheFileAndOptionsMoreThanBoth() throws Exception {
    write("url: " + hub.baseUrl() + "\ntoken: home-token\n");
    list(Map.of("USHER_TOKEN", "variable-token"));
    assertAsked(hub, "variable-token");
    list(Map.of("USHER_TOKEN", "variable-token"), "--token", "option-token");
    assertAsked(hub, "option-token");
    list(Map.of("USHER_URL", hub.baseUrl()), "--url", other.baseUrl(), "--token", "option-token");
    assertAsked(other, "option-token");
  }

  @Test
  void itsTokenGoesToItsOwnHubOnly() throws Exception {
    write("url: " + hub.baseUrl() + "\ntoken: home-token\n");
    list(Map.of(), "--url", other.baseUrl());
    other.verify(
        WireMock.getRequestedFor(WireMock.urlPathEqualTo("/api/v1/events"))
            .withoutHeader("Authorization"));
  }

  @Test
  void theXdgFolderIsLookedInWhereItIsSet() throws Exception {
    write("url: " + other.baseUrl() + "\ntoken: wrong\n");
    Path xdg = Files.createDirectories(home.resolve("xdg/usher")).getParent();
    Files.writeString(
        xdg.resolve("usher/config.yaml"), "url: " + hub.baseUrl() + "\ntoken: xdg-token\n");
    list(Map.of("XDG_CONFIG_HOME", xdg.toString()));
    assertAsked(hub, "xdg-token");
  }

  @Test
  void aMistakeInTheFileIsNamedWithoutItsToken() throws Exception {
    write("ulr: " + hub.baseUrl() + "\ntoken: home-token\n");
    TypedCommand failed = list(Map.of());
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .contains(
            ".config/usher/config.yaml can't be used: it has the unknown key 'ulr'; known are url and token.")
        .doesNotContain("home-token");
  }

  @Test
  void withoutAFileTheHubOnThisMachineIsAsked() {
    TypedCommand failed = list(Map.of("SERVER_PORT", "1"));
    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.err()).contains("No hub answered at http://127.0.0.1:1.");
  }
}
