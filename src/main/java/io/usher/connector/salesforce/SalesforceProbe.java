package io.usher.connector.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.usher.connector.ConnectionProbe;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Asks Salesforce for a token, as the connector does before its first record. */
@Component
class SalesforceProbe implements ConnectionProbe {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

  @Override
  public String connector() {
    return "salesforce";
  }

  @Override
  public String probe(Map<String, String> connection, List<Map<String, String>> uses)
      throws Exception {
    String login = ConnectionProbe.need(connection, "loginUrl").replaceFirst("/+$", "");
    String form =
        "grant_type=client_credentials&client_id="
            + encoded(ConnectionProbe.need(connection, "clientId"))
            + "&client_secret="
            + encoded(ConnectionProbe.need(connection, "clientSecret"));
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofMillis(TIMEOUT_MS))
            .build()
            .send(request(login, form), HttpResponse.BodyHandlers.ofString());
    return sentence(login, answer);
  }

  private static HttpRequest request(String login, String form) {
    return HttpRequest.newBuilder(URI.create(login + "/services/oauth2/token"))
        .timeout(Duration.ofMillis(TIMEOUT_MS))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private static String sentence(String login, HttpResponse<String> answer)
      throws IOException, NotSet {
    if (answer.statusCode() == 200 && json(answer).hasNonNull("access_token")) {
      return "Salesforce at " + login + " gave a token.";
    }
    if (answer.statusCode() >= 500) {
      throw new NotSet(
          "Salesforce at " + login + " can't answer now (HTTP " + answer.statusCode() + ").");
    }
    String code = json(answer).path("error").asText();
    throw new NotSet(
        "Salesforce at "
            + login
            + " gave no token (HTTP "
            + answer.statusCode()
            + (CODE.matcher(code).matches() ? ", " + code : "")
            + "). Check loginUrl, clientId and clientSecret, and that the app allows the client credentials flow.");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
