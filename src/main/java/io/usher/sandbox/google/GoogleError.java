package io.usher.sandbox.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.sandbox.standin.ExactJson;
import java.io.Serial;

/** An error in Google's words. */
public final class GoogleError extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int code;
  private final String status;
  private final String reason;

  GoogleError(int code, String status, String reason, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
    this.reason = reason;
  }

  static GoogleError badRequest(String message) {
    return new GoogleError(400, "INVALID_ARGUMENT", "badRequest", message);
  }

  static GoogleError notFound() {
    return new GoogleError(404, "NOT_FOUND", "notFound", "Requested entity was not found.");
  }

  static GoogleError unauthenticated() {
    return new GoogleError(
        401,
        "UNAUTHENTICATED",
        "authError",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login"
            + " cookie or other valid authentication credential.");
  }

  /** What Google says while it is down. */
  public static GoogleError unavailable() {
    return new GoogleError(
        503, "UNAVAILABLE", "backendError", "The service is currently unavailable.");
  }

  int code() {
    return code;
  }

  public ObjectNode body() {
    ObjectNode body = ExactJson.MAPPER.createObjectNode();
    ObjectNode error = body.putObject("error").put("code", code).put("message", getMessage());
    error
        .putArray("errors")
        .addObject()
        .put("message", getMessage())
        .put("domain", "global")
        .put("reason", reason);
    error.put("status", status);
    return body;
  }
}
