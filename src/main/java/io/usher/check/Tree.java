package io.usher.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Ways through a YAML tree. */
final class Tree {

  private Tree() {}

  static Map<ScalarNode, Node> entries(@Nullable Node node) {
    Map<ScalarNode, Node> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          entries.put(key, tuple.getValueNode());
        }
      }
    }
    return entries;
  }

  static Optional<Node> get(@Nullable Node node, String... path) {
    Node at = node;
    for (String key : path) {
      at = at == null ? null : value(at, key);
    }
    return Optional.ofNullable(at);
  }

  private static @Nullable Node value(Node node, String key) {
    return entries(node).entrySet().stream()
        .filter(entry -> entry.getKey().getValue().equals(key))
        .reduce((earlier, later) -> later)
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  static Optional<ScalarNode> key(@Nullable Node node, String key) {
    return entries(node).keySet().stream().filter(k -> k.getValue().equals(key)).findFirst();
  }

  static List<Node> items(@Nullable Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }

  static Optional<ScalarNode> scalar(@Nullable Node node, String... path) {
    return get(node, path).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
  }

  static Optional<String> text(@Nullable Node node, String... path) {
    return scalar(node, path).map(ScalarNode::getValue);
  }

  /** Every node below, each once. */
  static void each(@Nullable Node node, Consumer<Node> visitor) {
    if (node != null) {
      each(node, visitor, new HashSet<>());
    }
  }

  private static void each(Node node, Consumer<Node> visitor, Set<Node> seen) {
    if (seen.add(node)) {
      visitor.accept(node);
      YamlFile.children(node).forEach(child -> each(child, visitor, seen));
    }
  }

  static List<ScalarNode> scalars(@Nullable Node node) {
    List<ScalarNode> scalars = new ArrayList<>();
    each(
        node,
        n -> {
          if (n instanceof ScalarNode scalar) {
            scalars.add(scalar);
          }
        });
    return scalars;
  }
}
