package io.usher.check;

import java.util.Collection;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Whether parts of a file have the form that they need: known keys, one value, a list of texts. */
record Form(YamlFile file, Findings findings) {

  void oneOf(Node node, String key, List<String> allowed, String where) {
    Tree.scalar(node, key)
        .filter(value -> allowed.stream().noneMatch(value.getValue()::equalsIgnoreCase))
        .ifPresent(
            value ->
                error(
                    Place.of(value),
                    "wrong-value",
                    where + "." + key + " can't be '" + value.getValue() + "'.",
                    Nearest.fix(value.getValue(), allowed)));
  }

  void keys(Node node, Collection<String> known, String where) {
    for (ScalarNode key : Tree.entries(node).keySet()) {
      if (!known.contains(key.getValue())) {
        error(
            Place.of(key),
            "unknown-key",
            "There is no key '" + where + key.getValue() + "'.",
            Nearest.fix(key.getValue(), known));
      }
    }
  }

  boolean mapping(Node node, String what) {
    if (node instanceof MappingNode || isNothing(node)) {
      return node instanceof MappingNode;
    }
    error(
        Place.of(node),
        "wrong-form",
        (what.equals("the file") ? "This file" : what) + " must be keys with values.",
        "Write one key: value a line, indented alike.");
    return false;
  }

  void scalar(Node node, String what) {
    if (node instanceof MappingNode mapping && unquoted(mapping)) {
      quote(mapping);
    } else if (!(node instanceof ScalarNode)) {
      error(
          Place.of(node), "wrong-form", what + " must be one value.", "Write it behind the colon.");
    }
  }

  void texts(Node node, String what) {
    boolean fits =
        node instanceof ScalarNode
            || Tree.items(node).stream().allMatch(ScalarNode.class::isInstance)
                && node instanceof SequenceNode;
    if (!fits) {
      error(
          Place.of(node),
          "wrong-form",
          what + " must be a text or a list of texts.",
          "Write it as [\"…\"].");
    }
  }

  /** YAML reads unquoted double braces as a map whose key is a map. */
  static boolean unquoted(MappingNode mapping) {
    return mapping.getValue().stream().anyMatch(t -> t.getKeyNode() instanceof MappingNode);
  }

  void quote(MappingNode mapping) {
    error(
        Place.of(mapping),
        "unquoted-placeholder",
        "YAML reads {{…}} without quotes as a map.",
        "Write it in quotes: \"{{…}}\".");
  }

  static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && (scalar.getValue().isEmpty() || scalar.getValue().equals("null"));
  }

  void error(Place place, String rule, String what, String fix) {
    findings.error(file.name(), place, rule, what, fix);
  }
}
