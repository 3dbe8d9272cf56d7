package io.usher.settings;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where in a YAML file a key stands. */
public final class YamlPlaces {

  /**
   * @param line from 1; 0 when it isn't known
   * @param column from 1; 0 when it isn't known
   */
  public record Place(int line, int column) {
    public static final Place UNKNOWN = new Place(0, 0);
  }

  private final @Nullable Node root;

  private YamlPlaces(@Nullable Node root) {
    this.root = root;
  }

  /** Of a text that is no YAML every place is unknown. */
  public static YamlPlaces of(String text) {
    try {
      return new YamlPlaces(new Yaml(new LoaderOptions()).compose(new StringReader(text)));
    } catch (YAMLException notYaml) {
      return new YamlPlaces(null);
    }
  }

  /** The root, for whoever looks at it as it is written; empty when there is none. */
  public Optional<Node> root() {
    return Optional.ofNullable(root);
  }

  /** The place of the last of these keys that is there, each below the one before. */
  public Place of(List<String> keys) {
    Node at = root;
    Place found = Place.UNKNOWN;
    for (String key : keys) {
      NodeTuple tuple = at == null ? null : tuple(at, key);
      if (tuple == null) {
        return found;
      }
      found = of(tuple.getKeyNode());
      at = tuple.getValueNode();
    }
    return found;
  }

  public static Place of(Node node) {
    return node.getStartMark() == null
        ? Place.UNKNOWN
        : new Place(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }

  private static @Nullable NodeTuple tuple(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
          return tuple;
        }
      }
    }
    return node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()
        ? sequence.getValue().stream()
            .map(item -> tuple(item, key))
            .filter(found -> found != null)
            .findFirst()
            .orElse(null)
        : null;
  }
}
