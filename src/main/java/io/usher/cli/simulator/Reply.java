package io.usher.cli.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the hub said to one webhook.
 *
 * @param status 0 when no answer came
 * @param expected whether it is the answer that this webhook should get
 */
record Reply(
    String sample,
    int status,
    @Nullable String event,
    boolean duplicate,
    @Nullable String error,
    long micros,
    boolean expected) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<Integer> REFUSALS = Set.of(401, 403);

  /** What a webhook should be answered. */
  enum Expected {
    ACCEPTED,
    DUPLICATE,
    REFUSED
  }

  static Reply of(String sample, HttpResponse<byte[]> response, long micros, Expected expected) {
    JsonNode body = parsed(response.body());
    int status = response.statusCode();
    boolean duplicate = body.path("duplicate").asBoolean();
    boolean met =
        switch (expected) {
          case ACCEPTED -> status == 202;
          case DUPLICATE -> status == 202 && duplicate;
          case REFUSED -> REFUSALS.contains(status);
        };
    return new Reply(
        sample, status, text(body, "event"), duplicate, text(body, "error"), micros, met);
  }

  static Reply none(String sample, String why, long micros) {
    return new Reply(sample, 0, null, false, "No answer: " + why, micros, false);
  }

  private static @Nullable String text(JsonNode body, String field) {
    return body.path(field).textValue();
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
