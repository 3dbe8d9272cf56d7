package io.usher.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.usher.sandbox.standin.ExactJson;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers so far of one composite, which later parts name as {@code @{order.id}}. */
final class References {

  private static final Pattern REFERENCE = Pattern.compile("@\\{(\\w+)((?:\\.\\w+|\\[\\d+])+)}");

  private final Map<String, JsonNode> bodies = new HashMap<>();

  void remember(String referenceId, JsonNode body) {
    bodies.put(referenceId, body);
  }

  String resolve(String text) {
    return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  JsonNode resolve(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(resolve(node.asText()));
    }
    if (node instanceof ArrayNode array) {
      ArrayNode resolved = ExactJson.MAPPER.createArrayNode();
      array.forEach(item -> resolved.add(resolve(item)));
      return resolved;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode resolved = ExactJson.MAPPER.createObjectNode();
      object.properties().forEach(field -> resolved.set(field.getKey(), resolve(field.getValue())));
      return resolved;
    }
    return node;
  }

  private String value(MatchResult found) {
    String id = found.group(1);
    String path = found.group(2);
    JsonNode body = bodies.get(id);
    JsonNode value = body == null ? null : body.at(path.replaceAll("[.\\[]", "/").replace("]", ""));
    if (value == null || !value.isValueNode() || value.isNull()) {
      throw new Refusal(
          400,
          "PROCESSING_HALTED",
          "Invalid reference specified. No value for %s%s found in %s.".formatted(id, path, id));
    }
    return value.asText();
  }
}
