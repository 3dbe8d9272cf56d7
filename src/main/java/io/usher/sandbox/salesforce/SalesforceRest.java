package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.usher.access.Open;
import io.usher.sandbox.standin.ExactJson;
import io.usher.sandbox.standin.SandboxOnly;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The network side of Salesforce's data API: session, content type and JSON, then the call. */
@SandboxOnly
@Open
@RestController
final class SalesforceRest {

  private static final String BEARER = "Bearer ";

  private final SalesforceStandIn salesforce;

  SalesforceRest(SalesforceStandIn salesforce) {
    this.salesforce = salesforce;
  }

  @RequestMapping("/sandbox/salesforce/{org:[a-z0-9-]+}/services/data/**")
  ResponseEntity<byte[]> call(@PathVariable String org, HttpServletRequest request)
      throws IOException {
    Answer answer = answer(salesforce.org(org), request);
    ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
    if (answer.status() == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Token");
    }
    return response
        .contentType(MediaType.APPLICATION_JSON)
        .body(ExactJson.MAPPER.writeValueAsBytes(answer.body()));
  }

  private Answer answer(Org org, HttpServletRequest request) throws IOException {
    try {
      requireSession(org, request.getHeader(HttpHeaders.AUTHORIZATION));
      JsonNode body = body(request);
      return salesforce.answer(org, Call.of(request.getMethod(), url(request), body));
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private static String url(HttpServletRequest request) {
    String uri = request.getRequestURI();
    return uri.substring(uri.indexOf("/services/"));
  }

  private static void requireSession(Org org, String authorization) {
    if (authorization == null
        || !authorization.startsWith(BEARER)
        || !org.knows(authorization.substring(BEARER.length()))) {
      throw new Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }
  }

  private static JsonNode body(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readAllBytes();
    if (bytes.length == 0) {
      return MissingNode.getInstance();
    }
    requireJson(request.getContentType());
    try {
      return ExactJson.MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new Refusal(
          400,
          "JSON_PARSER_ERROR",
          "%s at [line:%d, column:%d]"
              .formatted(
                  "The request body is not one valid JSON document",
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr()));
    }
  }

  private static void requireJson(String contentType) {
    if (!isJson(contentType)) {
      throw new Refusal(
          415,
          "UNSUPPORTED_MEDIA_TYPE",
          "Content-Type header specified in HTTP request is not supported: " + contentType);
    }
  }

  private static boolean isJson(String contentType) {
    try {
      return contentType != null
          && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }
}
