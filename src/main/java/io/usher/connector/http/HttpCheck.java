package io.usher.connector.http;

import io.usher.connector.ConnectionCheck;
import io.usher.connector.VendorProbe;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks with HEAD, which changes nothing. Whether an event would be taken, only an event tells. */
@Component
class HttpCheck implements ConnectionCheck {

  @Override
  public boolean isFor(Map<String, String> connection) {
    return connection.containsKey("url");
  }

  @Override
  public String kind() {
    return "HTTP";
  }

  @Override
  public Result check(Map<String, String> connection) {
    return VendorProbe.ask(
        "url",
        connection.getOrDefault("url", ""),
        request -> header(connection, request.method("HEAD", HttpRequest.BodyPublishers.noBody())),
        HttpCheck::meaning);
  }

  private static HttpRequest.Builder header(
      Map<String, String> connection, HttpRequest.Builder request) {
    String name = connection.getOrDefault("header", "");
    return name.isBlank() ? request : request.header(name, connection.getOrDefault("value", ""));
  }

  private static Result meaning(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      return Result.fails(
          "It answers, but refuses us with " + status + ". Check header and value.");
    }
    return status >= 500
        ? Result.fails("It answers " + status + ": out of order right now.")
        : Result.works(
            "It answers (" + status + " to HEAD). A test event shows whether it takes one.");
  }
}
