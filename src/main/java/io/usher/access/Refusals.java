package io.usher.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How the hub says no before any endpoint is reached: the API's one form of errors. */
final class Refusals {

  private Refusals() {}

  static void write(HttpServletResponse response, int status, String code, String sentence)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response
        .getOutputStream()
        .write(
            "{\"error\":\"%s\",\"code\":\"%s\"}"
                .formatted(sentence.replace("\\", "\\\\").replace("\"", "\\\""), code)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a person waits for a page, rather than a script for an answer. */
  static boolean wantsPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    String path = request.getRequestURI();
    return accept != null
        && accept.toLowerCase(Locale.ROOT).contains("text/html")
        && !path.startsWith("/api/")
        && !path.startsWith("/actuator");
  }
}
