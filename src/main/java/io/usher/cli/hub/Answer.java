package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.usher.cli.terminal.CommandFailed;
import java.io.IOException;
import java.net.http.HttpResponse;

/**
 * What the API said.
 *
 * @param raw the hub's own JSON, for --json
 */
record Answer(byte[] raw, JsonNode json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Answer of(HttpResponse<byte[]> response) {
    JsonNode json = parsed(response.body());
    if (!json.isObject()) {
      throw new CommandFailed(
          CommandFailed.FAILED,
          response.uri() + " didn't answer with JSON. Is it an Usher hub's address?");
    }
    return new Answer(response.body(), json);
  }

  /** A missing node when the body is no JSON. */
  static JsonNode parsed(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  Iterable<JsonNode> items() {
    return json.path("items");
  }

  String text(String field) {
    return text(json, field);
  }

  /** Empty for what is null or absent. */
  static String text(JsonNode node, String field) {
    return node.path(field).isNull() ? "" : node.path(field).asText();
  }
}
