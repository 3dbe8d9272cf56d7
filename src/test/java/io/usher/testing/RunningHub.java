package io.usher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.UsherApplication;
import io.usher.hub.EarlyIntake;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A whole hub in a folder of its own, as a person would start it; can be stopped and started again
 * on its data.
 */
public final class RunningHub implements AutoCloseable {

  public static final String SECRET = "demo-secret";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConfigurableApplicationContext context;
  private final String url;

  private RunningHub(ConfigurableApplicationContext context) {
    this.context = context;
    this.url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /**
   * @param folder holds routes/ and customers/, and will hold data/
   * @param beans configuration classes that the test adds
   */
  public static RunningHub start(Path folder, Map<String, String> settings, Class<?>... beans) {
    Map<String, String> all = new TreeMap<>();
    all.put("server.port", "0");
    all.put("usher.data-dir", folder.resolve("data").toString());
    all.put("usher.routes-dir", folder.resolve("routes").toString());
    all.put("usher.customers-dir", folder.resolve("customers").toString());
    all.put("usher.admin.password", "test-password");
    all.put("usher.sandbox.enabled", "false");
    all.put("usher.sandbox.smtp-port", "0");
    all.put("usher.stop.linger", "0s");
    all.put("spring.config.location", "classpath:application.yaml");
    all.put("spring.jmx.enabled", "false");
    all.putAll(settings);
    List<Class<?>> sources = new ArrayList<>(List.of(beans));
    sources.add(0, UsherApplication.class);
    SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setRegisterShutdownHook(false);
    if (Arrays.stream(beans).noneMatch(RunningHub::makesAClock)) {
      application.addInitializers(new EarlyIntake());
    }
    String[] arguments =
        all.entrySet().stream()
            .map(e -> "--" + e.getKey() + "=" + e.getValue())
            .toArray(String[]::new);
    return new RunningHub(application.run(arguments));
  }

  /** Then the store must not be opened before there are beans: its times are by that clock. */
  private static boolean makesAClock(Class<?> beans) {
    return Arrays.stream(beans.getDeclaredMethods())
        .anyMatch(method -> Clock.class.isAssignableFrom(method.getReturnType()));
  }

  /** Writes {@code customers/<id>.yaml}. */
  public static void customer(Path folder, String id, String yaml) {
    write(folder.resolve("customers").resolve(id + ".yaml"), yaml);
  }

  /** Writes {@code routes/<file>}. */
  public static void route(Path folder, String file, String yaml) {
    write(folder.resolve("routes").resolve(file), yaml);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    return url;
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Posts a signed body to the demo source. */
  public HttpResponse<String> post(String body) {
    return post(body, Map.of("X-SHOWPASS-SIGNATURE", sign(SECRET, id(body))));
  }

  public HttpResponse<String> post(String body, Map<String, String> headers) {
    return post("/hooks/demo/showpass", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public HttpResponse<String> post(String path, byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    all.forEach(request::header);
    return send(request.build());
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reads a path as the admin. */
  public JsonNode get(String path) {
    return json(send(asAdmin(path).GET().build()).body());
  }

  /** Posts nothing to a path as the admin. */
  public HttpResponse<String> command(String path) {
    return send(asAdmin(path).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  public HttpRequest.Builder asAdmin(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Basic YWRtaW46dGVzdC1wYXNzd29yZA==");
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + text, e);
    }
  }

  private static String id(String body) {
    return json(body).path("id").asText();
  }

  public static String sign(String secret, String id) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return java.util.HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
