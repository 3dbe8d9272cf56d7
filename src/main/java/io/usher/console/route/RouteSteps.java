package io.usher.console.route;

import io.usher.console.route.Flow.Branch;
import io.usher.console.route.Flow.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a route file's steps do, as far as a picture shows it: under which condition which
 * destination is chosen, and which connectors are called. Understands any nesting of steps.
 */
final class RouteSteps {

  private static final String OUTBOX = "outbox:";
  private static final String KAMELET = "kamelet:";
  private static final String SINK = "-sink";

  private final List<Branch> branches = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();

  private RouteSteps() {}

  /** A text that isn't YAML has no steps. */
  static RouteSteps of(String text) {
    RouteSteps steps = new RouteSteps();
    try {
      Node root =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .compose(new java.io.StringReader(text));
      if (root != null) {
        Way always = new Way(null, "always", 1);
        steps.read(root, always);
        steps.add(always);
      }
    } catch (YAMLException broken) {
      return new RouteSteps();
    }
    return steps;
  }

  List<Branch> branches() {
    return List.copyOf(branches);
  }

  List<Use> uses() {
    return List.copyOf(uses);
  }

  /** A way through the steps, while it is read. */
  private static final class Way {
    private final @Nullable String condition;
    private final String label;
    private final int line;
    private final Set<String> destinations = new LinkedHashSet<>();
    private boolean stops;

    Way(@Nullable String condition, String label, int line) {
      this.condition = condition;
      this.label = label;
      this.line = line;
    }
  }

  private void add(Way way) {
    if (way.condition != null || !way.destinations.isEmpty() || way.stops) {
      branches.add(
          new Branch(way.condition, way.label, way.line, List.copyOf(way.destinations), way.stops));
    }
  }

  private void read(Node node, Way way) {
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(each -> read(each, way));
    } else if (node instanceof MappingNode map) {
      map.getValue().forEach(entry -> read(entry, way));
    }
  }

  private void read(NodeTuple entry, Way way) {
    Node value = entry.getValueNode();
    switch (text(entry.getKeyNode())) {
      case "to", "toD", "wireTap" -> target(value, way);
      case "stop" -> way.stops = true;
      case "when" -> each(value, way);
      case "otherwise" -> within(value, way, "otherwise", "everything else");
      case "filter" -> within(value, way, condition(value), null);
      case "expression", "parameters", "from" -> descend(entry, way);
      default -> read(value, way);
    }
  }

  /** The way in holds the steps; an expression holds none. */
  private void descend(NodeTuple entry, Way way) {
    if (text(entry.getKeyNode()).equals("from")) {
      read(entry.getValueNode(), way);
    }
  }

  private void each(Node whens, Way way) {
    if (whens instanceof SequenceNode list) {
      list.getValue().forEach(when -> within(when, way, condition(when), null));
    } else {
      within(whens, way, condition(whens), null);
    }
  }

  private void within(Node node, Way outer, String condition, @Nullable String label) {
    String whole = outer.condition == null ? condition : outer.condition + " and " + condition;
    String shown = label == null ? Conditions.label(condition) : label;
    int line = node.getStartMark().getLine() + 1;
    Way way = new Way(whole, outer.condition == null ? shown : outer.label + ", " + shown, line);
    read(node, way);
    add(way);
  }

  private void target(Node node, Way way) {
    String uri = text(child(node, "uri") == null ? node : child(node, "uri"));
    if (uri.startsWith(OUTBOX)) {
      way.destinations.add(uri.substring(OUTBOX.length()).replaceFirst("\\?.*", ""));
    } else if (uri.startsWith(KAMELET)) {
      uses.add(use(uri, child(node, "parameters")));
    }
  }

  private static Use use(String uri, @Nullable Node parameters) {
    Map<String, String> options = new LinkedHashMap<>();
    int query = uri.indexOf('?');
    if (query >= 0) {
      for (String pair : uri.substring(query + 1).split("&")) {
        int equals = pair.indexOf('=');
        options.put(pair.substring(0, Math.max(equals, 0)), pair.substring(equals + 1));
      }
    }
    if (parameters instanceof MappingNode map) {
      map.getValue().forEach(e -> options.put(text(e.getKeyNode()), text(e.getValueNode())));
    }
    String name = uri.substring(KAMELET.length()).replaceFirst("[?/].*", "");
    String connector =
        name.endsWith(SINK) ? name.substring(0, name.length() - SINK.length()) : name;
    return new Use(connector, options.remove("connection"), options);
  }

  /** The expression's own text, whatever its language. */
  private static String condition(Node node) {
    Node expression = child(node, "expression");
    Node holder = expression == null ? node : expression;
    if (holder instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        String text = expressionText(entry);
        if (text != null) {
          return text;
        }
      }
    }
    return text(holder);
  }

  private static @Nullable String expressionText(NodeTuple language) {
    if (text(language.getKeyNode()).equals("steps")) {
      return null;
    }
    Node inner = child(language.getValueNode(), "expression");
    String text = text(inner == null ? language.getValueNode() : inner);
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Node child(Node node, String name) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (text(entry.getKeyNode()).equals(name)) {
          return entry.getValueNode();
        }
      }
    }
    return null;
  }

  private static String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
