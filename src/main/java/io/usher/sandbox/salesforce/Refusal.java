package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.sandbox.standin.ExactJson;
import java.io.Serial;
import java.util.List;

/**
 * An error in Salesforce's words: its HTTP status, its code, its sentence, the fields it blames.
 */
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<String> fields;

  Refusal(int status, String code, String message, String... fields) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.fields = List.of(fields);
  }

  static Refusal notFound() {
    return new Refusal(404, "NOT_FOUND", "The requested resource does not exist");
  }

  static Refusal notJson() {
    return new Refusal(400, "JSON_PARSER_ERROR", "The request body is not one valid JSON document");
  }

  static Refusal unknownField(String field, ObjectType type) {
    return new Refusal(
        400,
        "INVALID_FIELD",
        "No such column '%s' on sobject of type %s".formatted(field, type.name()));
  }

  static Refusal method(String method, String allowed) {
    return new Refusal(
        405,
        "METHOD_NOT_ALLOWED",
        "HTTP Method '%s' not allowed. Allowed are %s".formatted(method, allowed));
  }

  int status() {
    return status;
  }

  /** As the whole answer to a call. */
  Answer answer() {
    ArrayNode body = ExactJson.MAPPER.createArrayNode();
    body.add(described("errorCode"));
    return new Answer(status, body);
  }

  /** As one record's error within a collection. */
  ObjectNode recordError() {
    ObjectNode error = described("statusCode");
    if (!error.has("fields")) {
      error.putArray("fields");
    }
    return error;
  }

  private ObjectNode described(String codeName) {
    ObjectNode error = ExactJson.MAPPER.createObjectNode();
    error.put("message", getMessage()).put(codeName, code);
    if (!fields.isEmpty()) {
      ArrayNode names = error.putArray("fields");
      fields.forEach(names::add);
    }
    return error;
  }
}
