package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;

/** Asks a running hub over its REST API, and turns every refusal into a sentence. */
public final class HubClient {
  private static final Duration LONG_WORK = Duration.ofHours(6);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  @Mixin private HubAddress address;
  @Mixin private HubLogin login;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixins
  public HubClient() {}

  URI uri() {
    return address.uri();
  }

  Answer get(String path, Map<String, String> query) {
    return Answer.of(send(request(path, query).GET().build()));
  }

  Answer get(String path) {
    return get(path, Map.of());
  }

  byte[] bytes(String path) {
    return send(request(path, Map.of()).GET().build()).body();
  }

  Answer post(String path) {
    return Answer.of(send(request(path, Map.of()).POST(BodyPublishers.noBody()).build()));
  }

  /** Posts a body for something that may take long. */
  Answer work(String path, String json) {
    HttpRequest request =
        request(path, Map.of())
            .timeout(LONG_WORK)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    return Answer.of(send(request));
  }

  Answer post(String path, JsonNode body, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path, Map.of())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    headers.forEach(request::header);
    return Answer.of(send(request.build()));
  }

  Answer put(String path, JsonNode body) {
    return sent("PUT", path, body);
  }

  Answer patch(String path, JsonNode body) {
    return sent("PATCH", path, body);
  }

  private Answer sent(String method, String path, JsonNode body) {
    HttpRequest.Builder request =
        request(path, Map.of())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()));
    return Answer.of(send(request.build()));
  }

  /** Whatever is answered: some have nothing to say. */
  void delete(String path) {
    send(request(path, Map.of()).DELETE().build());
  }

  /** An id as it stands in a path, whatever a person typed. */
  static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + segment(entry.getValue()))
            .collect(Collectors.joining("&"));
    URI uri =
        URI.create(
            address.uri() + "/api/v1/" + path + (parameters.isEmpty() ? "" : "?" + parameters));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .header("Accept", "application/json, */*");
    login.header(address).ifPresent(header -> request.header("Authorization", header));
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw refusal(response);
      }
      return response;
    } catch (IOException unreachable) {
      throw address.notReachable();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(CommandFailed.FAILED, "Stopped.");
    }
  }

  /** Lines as they come, until the hub or the reader ends it. */
  Stream<String> follow(String path, Map<String, String> query, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path, query).timeout(LONG_WORK).setHeader("Accept", "text/event-stream, */*");
    headers.forEach(request::header);
    try {
      HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
      if (response.statusCode() / 100 == 2) {
        return response.body();
      }
      response.body().close();
      // The sentence is in a body that is read as a whole.
      return Stream.of(new String(send(request.build()).body(), StandardCharsets.UTF_8));
    } catch (IOException unreachable) {
      throw address.notReachable();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(CommandFailed.FAILED, "Stopped.");
    }
  }

  private CommandFailed refusal(HttpResponse<byte[]> response) {
    return switch (response.statusCode()) {
      case 401 -> new CommandFailed(CommandFailed.NOT_ALLOWED, notKnown());
      case 403 ->
          new CommandFailed(
              CommandFailed.NOT_ALLOWED,
              "The hub at " + address.uri() + " doesn't allow this: " + sentence(response));
      case 400 -> new CommandFailed(CommandFailed.WRONG_USAGE, sentence(response));
      default -> new CommandFailed(CommandFailed.FAILED, sentence(response));
    };
  }

  private String notKnown() {
    return "The hub at "
        + address.uri()
        + (login.header(address).isPresent()
            ? " didn't accept this login (401). Check USHER_TOKEN or USHER_ADMIN_PASSWORD,"
                + " or give --token or --password."
            : " asks who you are (401). Set USHER_TOKEN or USHER_ADMIN_PASSWORD, give --token or"
                + " --password, or run this in the hub's folder, where data/cli-token is.");
  }

  private String sentence(HttpResponse<byte[]> response) {
    JsonNode error = Answer.parsed(response.body()).path("error");
    return error.isTextual()
        ? error.textValue()
        : "The hub at "
            + address.uri()
            + " answered "
            + response.statusCode()
            + " to "
            + response.uri().getPath()
            + ". Is it an Usher hub of this version?";
  }
}
