package io.usher.sandbox.google;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.access.Open;
import io.usher.sandbox.standin.ExactJson;
import io.usher.sandbox.standin.SandboxOnly;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Google's token endpoint, for service accounts. */
@SandboxOnly
@Open
@RestController
final class GoogleToken {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final GoogleStandIn google;
  private final ServiceAccount account;

  GoogleToken(GoogleStandIn google, ServiceAccount account) {
    this.google = google;
    this.account = account;
  }

  @PostMapping(
      path = "/sandbox/google/token",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<ObjectNode> token(@RequestParam Map<String, String> form) {
    if (!GRANT.equals(form.get("grant_type"))) {
      return error("unsupported_grant_type", "Invalid grant_type: " + form.get("grant_type"));
    }
    return Assertion.fault(form.getOrDefault("assertion", ""), account, Instant.now())
        .map(fault -> error(fault.code(), fault.description()))
        .orElseGet(() -> ResponseEntity.ok(granted()));
  }

  private ObjectNode granted() {
    return ExactJson.MAPPER
        .createObjectNode()
        .put("access_token", google.token())
        .put("expires_in", 3599)
        .put("token_type", "Bearer");
  }

  private static ResponseEntity<ObjectNode> error(String code, String description) {
    return ResponseEntity.badRequest()
        .body(
            ExactJson.MAPPER
                .createObjectNode()
                .put("error", code)
                .put("error_description", description));
  }
}
