package io.usher.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one file of tests strictly: what isn't understood would test nothing. */
final class TestFile {

  static final String ENDING = ".test.yaml";
  static final List<String> KEYS =
      List.of("test", "sample", "file", "event", "with", "destinations", "status", "sends");
  static final List<String> WAYS = List.of("contains", "matches", "absent", "equals");
  private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  private final YamlFile file;
  private final WorkFiles files;
  private final Set<String> destinations;
  private final Findings findings;

  TestFile(YamlFile file, WorkFiles files, Set<String> destinations, Findings findings) {
    this.file = file;
    this.files = files;
    this.destinations = destinations;
    this.findings = findings;
  }

  List<RouteTest> read() {
    List<RouteTest> tests = new ArrayList<>();
    if (file.root() instanceof SequenceNode list) {
      list.getValue().forEach(node -> test(node, tests));
    } else if (!findings.anyErrorIn(file.name())) {
      error(
          file.root() == null ? Place.FILE : Place.of(file.root()),
          "wrong-form",
          "A file of tests is a list.",
          "Begin each test with '- test: what it shows'.");
    }
    file.duplicateKeys()
        .forEach(
            (key, name) ->
                error(
                    Place.of(key),
                    "key-twice",
                    "The key '" + name + "' stands here a second time.",
                    "Remove one of the two."));
    return tests;
  }

  private void test(Node node, List<RouteTest> tests) {
    if (!(node instanceof MappingNode)) {
      error(Place.of(node), "wrong-form", "A test is keys with values.", "Begin it with test: ….");
      return;
    }
    keys(node, KEYS);
    String name = Tree.text(node, "test").orElse("");
    if (name.isBlank()) {
      error(Place.of(node), "missing-key", "This test has no name.", "Write test: what it shows.");
    }
    JsonNode payload = new GivenEvent(file, files, findings).payload(node);
    Map<String, Map<String, Expected>> sends = sends(node);
    boolean expects =
        !sends.isEmpty()
            || Tree.get(node, "destinations").isPresent()
            || Tree.get(node, "status").isPresent();
    if (!expects) {
      error(
          Place.of(node),
          "missing-key",
          "This test expects nothing.",
          "Write destinations:, status: or sends:.");
    }
    if (payload != null) {
      Node wanted = Tree.get(node, "destinations").orElse(null);
      tests.add(
          new RouteTest(
              file.name(),
              Place.of(node).line(),
              name,
              payload,
              wanted instanceof MappingNode || wanted == null ? null : names(wanted),
              names(Tree.get(wanted, "includes").orElse(null)),
              names(Tree.get(wanted, "excludes").orElse(null)),
              status(node),
              sends));
      if (wanted instanceof MappingNode) {
        keys(wanted, List.of("includes", "excludes"));
      }
    }
  }

  private @Nullable String status(Node node) {
    List<String> known = List.of("ROUTED", "UNROUTED", "FAILED");
    return Tree.scalar(node, "status")
        .map(
            status -> {
              if (!known.contains(status.getValue())) {
                error(
                    Place.of(status),
                    "wrong-value",
                    "A status can't be '" + status.getValue() + "'.",
                    Nearest.fix(status.getValue(), known));
              }
              return status.getValue();
            })
        .orElse(null);
  }

  private List<String> names(@Nullable Node node) {
    List<String> names = new ArrayList<>();
    for (ScalarNode name : Tree.scalars(node)) {
      known(name);
      names.add(name.getValue());
    }
    return names;
  }

  private void known(ScalarNode destination) {
    if (!destinations.contains(destination.getValue())) {
      error(
          Place.of(destination),
          "unknown-destination",
          "There is no destination '" + destination.getValue() + "'.",
          Nearest.fix(destination.getValue(), destinations));
    }
  }

  private Map<String, Map<String, Expected>> sends(Node node) {
    Map<String, Map<String, Expected>> sends = new LinkedHashMap<>();
    Tree.entries(Tree.get(node, "sends").orElse(null))
        .forEach(
            (destination, fields) -> {
              known(destination);
              Map<String, Expected> expected = new LinkedHashMap<>();
              Tree.entries(fields)
                  .forEach(
                      (field, value) -> expected.put(field.getValue(), expected(field, value)));
              sends.put(destination.getValue(), expected);
            });
    return sends;
  }

  private Expected expected(ScalarNode field, Node value) {
    int line = Place.of(field).line();
    if (!(value instanceof MappingNode)) {
      return new Expected(line, json(value), null, null, false);
    }
    keys(value, WAYS);
    Tree.scalar(value, "matches").ifPresent(this::pattern);
    return new Expected(
        line,
        Tree.get(value, "equals").map(TestFile::json).orElse(null),
        Tree.text(value, "contains").orElse(null),
        Tree.text(value, "matches").orElse(null),
        Tree.text(value, "absent").filter("true"::equals).isPresent());
  }

  private void pattern(ScalarNode pattern) {
    try {
      Pattern.compile(pattern.getValue());
    } catch (PatternSyntaxException e) {
      error(
          Place.of(pattern),
          "expression",
          "This is not a regular expression: " + e.getDescription() + ".",
          "Correct it, or use contains:.");
    }
  }

  private void keys(Node node, List<String> known) {
    for (ScalarNode key : Tree.entries(node).keySet()) {
      if (!known.contains(key.getValue())) {
        error(
            Place.of(key),
            "unknown-key",
            "There is no key '" + key.getValue() + "' here.",
            Nearest.fix(key.getValue(), known));
      }
    }
  }

  static JsonNode json(Node node) {
    if (node instanceof MappingNode) {
      ObjectNode object = NODES.objectNode();
      Tree.entries(node).forEach((key, value) -> object.set(key.getValue(), json(value)));
      return object;
    }
    if (node instanceof SequenceNode) {
      ArrayNode array = NODES.arrayNode();
      Tree.items(node).forEach(item -> array.add(json(item)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    String tag = scalar.getTag().getValue();
    if (tag.endsWith(":null")) {
      return NODES.nullNode();
    }
    if (tag.endsWith(":bool")) {
      return NODES.booleanNode(Boolean.parseBoolean(text));
    }
    if (text.matches("-?\\d+(\\.\\d+)?") && (tag.endsWith(":int") || tag.endsWith(":float"))) {
      return NODES.numberNode(new BigDecimal(text));
    }
    return NODES.textNode(text);
  }

  private void error(Place place, String rule, String what, String fix) {
    findings.error(file.name(), place, rule, what, fix);
  }
}
