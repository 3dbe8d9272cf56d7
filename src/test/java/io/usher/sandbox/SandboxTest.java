package io.usher.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.usher.sandbox.standin.ExactJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A running sandbox, empty and up before each test, and plain HTTP to talk to it. */
@SpringBootTest(
    classes = SandboxAlone.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"usher.sandbox.enabled=true", "usher.sandbox.smtp-port=0"})
abstract class SandboxTest {

  record Response(int status, JsonNode body, HttpResponse<String> http) {}

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Of this JVM alone: the key file in it names the port, and tests run in two JVMs at once. */
  private static final Path DATA = newFolder();

  @Autowired Environment environment;

  @DynamicPropertySource
  static void ownData(DynamicPropertyRegistry settings) {
    settings.add("usher.data-dir", DATA::toString);
  }

  @BeforeEach
  void startAfresh() {
    for (String name : new String[] {"salesforce", "google", "mail"}) {
      post("/" + name + "/up");
    }
    post("/reset");
  }

  String url() {
    return environment.getRequiredProperty("usher.sandbox.url");
  }

  Response get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url() + path)).GET());
  }

  Response post(String path) {
    return send(HttpRequest.newBuilder(URI.create(url() + path)).POST(BodyPublishers.noBody()));
  }

  Response form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  Response send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> http = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Response(http.statusCode(), parsed(http), http);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A token as the real Google client gets it. */
  String googleToken() throws IOException {
    String key = environment.getRequiredProperty("usher.sandbox.service-account-key");
    try (InputStream file = Files.newInputStream(Path.of(key))) {
      return ServiceAccountCredentials.fromStream(file)
          .createScoped("https://www.googleapis.com/auth/spreadsheets")
          .refreshAccessToken()
          .getTokenValue();
    }
  }

  static JsonNode json(String text) throws IOException {
    return ExactJson.MAPPER.readTree(text.replace('\'', '"'));
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory(Path.of("target"), "sandbox-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(HttpResponse<String> http) throws IOException {
    boolean json = http.headers().firstValue("Content-Type").orElse("").contains("json");
    return ExactJson.MAPPER.readTree(json ? http.body() : "null");
  }
}
