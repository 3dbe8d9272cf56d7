package io.usher.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * Half characters (unpaired surrogates, which JSON can escape) become U+FFFD: no connector could
 * write them as UTF-8. A number beyond all ranges becomes null, for the same reason.
 */
final class WholeText {

  private WholeText() {}

  static JsonNode of(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return ofObject(object);
    }
    if (node instanceof ArrayNode array) {
      return array.arrayNode().addAll(array.valueStream().map(WholeText::of).toList());
    }
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      return NullNode.getInstance();
    }
    return node.isTextual() ? TextNode.valueOf(whole(node.textValue())) : node;
  }

  private static JsonNode ofObject(ObjectNode object) {
    ObjectNode whole = object.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      whole.set(whole(field.getKey()), of(field.getValue()));
    }
    return whole;
  }

  static String whole(String text) {
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? repaired(text) : text;
  }

  private static String repaired(String text) {
    int[] points = text.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c).toArray();
    return new String(points, 0, points.length);
  }
}
