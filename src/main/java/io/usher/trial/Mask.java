package io.usher.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.usher.check.Reading;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides secrets and barcodes in what is shown: barcodes admit whoever has them. */
record Mask(List<String> hidden) {

  static final String SHOWN = "•••";
  private static final int SHORTEST = 4;
  private static final Pattern SECRET_IN_ADDRESS =
      Pattern.compile("(?i)([?&][^=&]*(?:token|secret|password|key|auth)[^=&]*=)[^&]*");
  private static final Pattern USER = Pattern.compile("(://[^/@:]*:)[^/@]*@");

  static Mask of(Map<String, Map<String, @Nullable String>> settings, JsonNode payload) {
    Set<String> hidden = new HashSet<>();
    settings.values().forEach(all -> all.forEach((key, value) -> setting(hidden, key, value)));
    payload.findValues("barcode_string").forEach(code -> add(hidden, code.asText("")));
    return new Mask(
        hidden.stream().sorted(Comparator.comparing(String::length).reversed()).toList());
  }

  /** {@code value} is what the HTTP connector sends to be let in. */
  private static void setting(Set<String> hidden, String key, @Nullable String value) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    if (value != null && (Reading.isSecret(last) || last.equals("value"))) {
      add(hidden, value);
    }
  }

  private static void add(Set<String> hidden, String text) {
    if (text.length() >= SHORTEST) {
      hidden.add(text);
    }
  }

  String text(String text) {
    String masked = text;
    for (String secret : hidden) {
      masked = masked.replace(secret, SHOWN);
    }
    return masked;
  }

  String address(String uri) {
    String query = SECRET_IN_ADDRESS.matcher(uri).replaceAll("$1" + SHOWN);
    return text(USER.matcher(query).replaceAll("$1" + SHOWN + "@"));
  }

  JsonNode in(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(e -> e.setValue(in(e.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, in(array.get(i)));
      }
    }
    return node.isTextual() ? TextNode.valueOf(text(node.textValue())) : node;
  }
}
