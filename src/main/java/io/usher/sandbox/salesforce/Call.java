package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * One REST call, from the network or out of a composite.
 *
 * @param version the API version asked for, {@code v62.0}
 * @param path the decoded segments after the version
 * @param body missing where there was none
 */
record Call(String method, String version, List<String> path, JsonNode body) {

  private static final Pattern URL = Pattern.compile("/services/data/(v\\d{2}\\.\\d)/([^?]+)");

  /**
   * @param url still encoded, from {@code /services} on
   */
  static Call of(String method, String url, JsonNode body) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw Refusal.notFound();
    }
    List<String> path =
        Arrays.stream(parts.group(2).split("/", -1))
            .map(segment -> UriUtils.decode(segment, StandardCharsets.UTF_8))
            .toList();
    return new Call(method, parts.group(1), path, body);
  }

  boolean isCollection() {
    return path.size() > 1 && path.get(0).equals("composite");
  }

  ObjectNode object() {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.notJson();
  }
}
