package io.usher.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What Camel's YAML may look like, from the schema in Camel's own jar. Camel's reader is the one
 * that decides; this one knows the names of everything that could stand at a place.
 */
final class Grammar {

  /** Told what stands where. */
  interface Visitor {

    /**
     * @param type the definition's name, such as {@code ToDefinition} or {@code JqExpression}
     */
    void found(String type, Node node);

    void unknownKey(ScalarNode key, Map<String, JsonNode> known);

    void wrongValue(ScalarNode value, String what, Iterable<JsonNode> allowed);
  }

  private static final String SCHEMA = "/schema/camelYamlDsl.json";
  private static final String REFERENCE = "$ref";

  /** Read once: it has 800 kB. */
  private static final class Read {
    static final Grammar GRAMMAR = read();
  }

  private final JsonNode schema;

  private Grammar(JsonNode schema) {
    this.schema = schema;
  }

  static Grammar ofCamel() {
    return Read.GRAMMAR;
  }

  private static Grammar read() {
    try (InputStream in = Grammar.class.getResourceAsStream(SCHEMA)) {
      return new Grammar(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Walks through a file: a list of routes, templates, beans and so on. */
  void walk(Node root, Visitor visitor) {
    Tree.items(root).forEach(item -> walk(item, schema.path("items"), visitor));
  }

  /** Walks through the route of a Kamelet. */
  void walkTemplate(Node template, Visitor visitor) {
    JsonNode route = definition("org.apache.camel.model.RouteDefinition");
    Tree.get(template, "route").ifPresent(node -> walk(node, route, visitor));
    JsonNode from = definition("org.apache.camel.model.FromDefinition");
    Tree.get(template, "from").ifPresent(node -> walk(node, from, visitor));
  }

  private JsonNode definition(String name) {
    return schema.path("items").path("definitions").path(name);
  }

  private void walk(Node node, JsonNode written, Visitor visitor) {
    JsonNode type = resolved(written);
    if (written.has(REFERENCE)) {
      String reference = written.get(REFERENCE).textValue();
      visitor.found(reference.substring(reference.lastIndexOf('.') + 1), node);
    }
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> walk(item, type.path("items"), visitor));
    } else if (node instanceof MappingNode) {
      object(node, type, visitor);
    } else if (node instanceof ScalarNode scalar) {
      value(scalar, type, visitor);
    }
  }

  private void object(Node node, JsonNode type, Visitor visitor) {
    Map<String, JsonNode> known = new LinkedHashMap<>();
    collect(type, known, 0);
    if (known.isEmpty()) {
      return;
    }
    Tree.entries(node)
        .forEach(
            (key, value) -> {
              JsonNode next = known.get(key.getValue());
              if (next == null) {
                visitor.unknownKey(key, known);
              } else {
                walk(value, next, visitor);
              }
            });
  }

  /** Properties stand beside the alternatives, empty, and in the alternatives, in full. */
  private void collect(JsonNode type, Map<String, JsonNode> known, int depth) {
    if (depth > 6) {
      return;
    }
    type.path("properties")
        .properties()
        .forEach(
            e -> known.merge(e.getKey(), e.getValue(), (old, now) -> old.isEmpty() ? now : old));
    for (String alternatives : new String[] {"oneOf", "anyOf"}) {
      type.path(alternatives).forEach(one -> collect(resolved(one), known, depth + 1));
    }
  }

  private static void value(ScalarNode scalar, JsonNode type, Visitor visitor) {
    String text = scalar.getValue();
    if (text.contains("{{") || text.contains("${") || text.startsWith("#")) {
      return;
    }
    String kind = type.path("type").asText();
    if (type.has("enum") && !isOneOf(text, type.get("enum"))) {
      visitor.wrongValue(
          scalar, "is not one of the values that are allowed here", type.get("enum"));
    } else if (kind.equals("boolean") && !text.matches("(?i)true|false")) {
      visitor.wrongValue(scalar, "is neither true nor false", type.path("enum"));
    } else if (kind.equals("number") && !text.matches("-?[0-9.]+([a-zA-Z].*)?")) {
      visitor.wrongValue(scalar, "is not a number", type.path("enum"));
    }
  }

  private static boolean isOneOf(String text, JsonNode allowed) {
    return allowed
        .valueStream()
        .anyMatch(
            one ->
                one.asText().equalsIgnoreCase(text.replace("_", ""))
                    || one.asText().equalsIgnoreCase(text));
  }

  private JsonNode resolved(JsonNode type) {
    @Nullable JsonNode reference = type.get(REFERENCE);
    if (reference == null) {
      return type;
    }
    String path = reference.textValue();
    return definition(path.substring(path.lastIndexOf('/') + 1));
  }
}
