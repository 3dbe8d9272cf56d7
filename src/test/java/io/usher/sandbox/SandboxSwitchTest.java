package io.usher.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class SandboxSwitchTest {

  private static final List<String> PATHS =
      List.of("", "/mails", "/salesforce/demo/services/data/v62.0/x");

  @ParameterizedTest
  @ValueSource(strings = {"usher.sandbox.enabled=false", "usher.other=1"})
  void nothingOfItExistsUnlessSwitchedOn(String setting) throws Exception {
    try (var context = start(setting)) {
      assertThat(context.getBeanDefinitionNames())
          .filteredOn(name -> isOurs(context, name))
          .allMatch(name -> name.endsWith("SandboxSettings"));
      assertThat(context.getEnvironment().getProperty("usher.sandbox.url")).isNull();
      int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
      for (String path : PATHS) {
        assertThat(status("http://127.0.0.1:" + port + "/sandbox" + path)).isEqualTo(404);
      }
    }
  }

  @Test
  void aTakenSmtpPortIsNamedWithItsSettingAndLeavesNoThread() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () -> start("usher.sandbox.enabled=true", "usher.sandbox.smtp-port=" + port))
          .hasStackTraceContaining(
              "can't listen for mail on 127.0.0.1:" + port + "; is another program there?")
          .hasStackTraceContaining("usher.sandbox.smtp-port");
    }
    assertThat(smtpThreads()).isEmpty();
  }

  @Test
  void closingTheHubClosesThePort() {
    start("usher.sandbox.enabled=true", "usher.sandbox.smtp-port=0").close();
    assertThat(smtpThreads()).isEmpty();
  }

  private static List<String> smtpThreads() {
    Thread[] threads = new Thread[Thread.activeCount() * 2];
    int count = Thread.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("smtp"))
        .toList();
  }

  private static ConfigurableApplicationContext start(String... settings) {
    return new SpringApplicationBuilder(SandboxAlone.class)
        .properties(
            "server.port=0",
            "usher.data-dir=target/sandbox-switch",
            "spring.config.location=optional:classpath:/none/")
        .run(Arrays.stream(settings).map(s -> "--" + s).toArray(String[]::new));
  }

  private static boolean isOurs(ConfigurableApplicationContext context, String name) {
    Class<?> type = context.getType(name);
    return type != null
        && type.getName().startsWith("io.usher.sandbox.")
        && type != SandboxAlone.class;
  }

  private static int status(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
