package io.usher.connector.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.connector.ConnectionCheck;
import io.usher.connector.VendorProbe;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Signs in as deliveries do, with the client credentials, and asks for nothing else. */
@Component
class SalesforceCheck implements ConnectionCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public boolean isFor(Map<String, String> connection) {
    return connection.containsKey("loginUrl");
  }

  @Override
  public String kind() {
    return "Salesforce";
  }

  @Override
  public Result check(Map<String, String> connection) {
    String form =
        "grant_type=client_credentials&client_id="
            + encoded(connection.getOrDefault("clientId", ""))
            + "&client_secret="
            + encoded(connection.getOrDefault("clientSecret", ""));
    String url = connection.getOrDefault("loginUrl", "") + "/services/oauth2/token";
    return VendorProbe.ask(
        "loginUrl",
        url,
        request ->
            request
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)),
        SalesforceCheck::meaning);
  }

  private static Result meaning(HttpResponse<String> answer) {
    JsonNode body = json(answer.body());
    if (answer.statusCode() == 200 && body.hasNonNull("access_token")) {
      return Result.works("Signed in to Salesforce.");
    }
    String error = body.path("error").asText("");
    return Result.fails(
        "Salesforce refused the sign-in with "
            + answer.statusCode()
            + (error.matches("[a-z_]{1,60}") ? " (" + error + ")" : "")
            + ". Check clientId, clientSecret and that the app may use client credentials.");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
