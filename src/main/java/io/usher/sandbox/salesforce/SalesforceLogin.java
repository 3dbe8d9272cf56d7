package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.usher.access.Open;
import io.usher.sandbox.standin.ExactJson;
import io.usher.sandbox.standin.SandboxOnly;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Salesforce's OAuth endpoints, for the client-credentials flow. */
@SandboxOnly
@Open
@RestController
@RequestMapping(
    path = "/sandbox/salesforce/{org:[a-z0-9-]+}/services/oauth2",
    consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
final class SalesforceLogin {

  private static final String CLIENT = "sandbox-client";
  private static final String SECRET = "sandbox-secret";
  private static final String IDENTITY =
      "https://login.salesforce.com/id/00Dxx0000000001EAA/005xx0000000001AAA";

  private final SalesforceStandIn salesforce;

  SalesforceLogin(SalesforceStandIn salesforce) {
    this.salesforce = salesforce;
  }

  @PostMapping("/token")
  ResponseEntity<ObjectNode> token(
      @PathVariable String org, @RequestParam Map<String, String> form) {
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return error(400, "unsupported_grant_type", "grant type not supported");
    }
    if (!CLIENT.equals(form.get("client_id"))) {
      return error(400, "invalid_client_id", "client identifier invalid");
    }
    if (!SECRET.equals(form.get("client_secret"))) {
      return error(401, "invalid_client", "invalid client credentials");
    }
    return ResponseEntity.ok(session(org));
  }

  @PostMapping("/revoke")
  void revoke(@PathVariable String org, @RequestParam String token) {
    salesforce.org(org).revoke(token);
  }

  private ObjectNode session(String org) {
    String base =
        ServletUriComponentsBuilder.fromCurrentContextPath()
            .path("/sandbox/salesforce/")
            .path(org)
            .toUriString();
    return ExactJson.MAPPER
        .createObjectNode()
        .put("access_token", salesforce.org(org).login())
        .put("signature", "c2FuZGJveA==")
        .put("instance_url", base)
        .put("id", IDENTITY)
        .put("token_type", "Bearer")
        .put("issued_at", String.valueOf(Clock.systemUTC().millis()));
  }

  private static ResponseEntity<ObjectNode> error(int status, String code, String description) {
    return ResponseEntity.status(status)
        .body(
            ExactJson.MAPPER
                .createObjectNode()
                .put("error", code)
                .put("error_description", description));
  }
}
