package io.usher.check;

import io.usher.customer.CustomerWords;
import io.usher.settings.KeepTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Looks at one customer's file. */
final class CustomerCheck {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern SOURCE_PATH =
      Pattern.compile("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");
  private static final Pattern ADDRESS = Pattern.compile("showpass|[0-9a-fA-F.:]+(/\\d{1,3})?");
  private static final List<String> VERIFIERS = List.of("showpass", "none");
  private static final List<String> BAD_SIGNATURE = List.of("refuse", "quarantine");

  private final YamlFile file;
  private final Findings findings;
  private final References references;
  private final Map<String, @Nullable String> settings = new LinkedHashMap<>();
  private final Map<String, ScalarNode> paths = new LinkedHashMap<>();
  private final Map<ScalarNode, Node> destinations = new LinkedHashMap<>();

  CustomerCheck(YamlFile file, Findings findings, References references) {
    this.file = file;
    this.findings = findings;
    this.references = references;
  }

  static String id(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
  }

  CustomerCheck look() {
    if (!ID.matcher(id(file.name())).matches()) {
      error(
          Place.FILE,
          "name",
          "The file's name is the customer's id; '" + id(file.name()) + "' can't be one.",
          "Use lower-case letters, digits and dashes, beginning with a letter, up to 40.");
    }
    if (file.root() == null) {
      if (!findings.anyErrorIn(file.name())) {
        error(Place.FILE, "empty", "This file is empty.", "Give it at least a name and a source.");
      }
      return this;
    }
    duplicates();
    if (mapping(file.root(), "the file")) {
      keys(file.root(), CustomerWords.keys(), "");
      top();
    }
    return this;
  }

  private void duplicates() {
    file.duplicateKeys()
        .forEach(
            (key, name) ->
                error(
                    Place.of(key),
                    "key-twice",
                    "The key '" + name + "' stands here a second time.",
                    "Remove one of the two."));
  }

  private void top() {
    Tree.get(file.root(), "name").ifPresent(node -> scalar(node, "name"));
    Tree.get(file.root(), "sources")
        .filter(node -> mapping(node, "sources"))
        .ifPresent(node -> Tree.entries(node).forEach(this::source));
    Tree.get(file.root(), "settings")
        .filter(node -> mapping(node, "settings"))
        .ifPresent(node -> Tree.entries(node).forEach((k, v) -> setting(k.getValue(), v)));
    Tree.get(file.root(), "retention")
        .filter(node -> mapping(node, "retention"))
        .ifPresent(this::retention);
    Tree.get(file.root(), "destinations")
        .filter(node -> mapping(node, "destinations"))
        .ifPresent(node -> Tree.entries(node).forEach(this::destination));
  }

  private void source(ScalarNode name, Node source) {
    String where = "sources." + name.getValue();
    if (isNothing(source)) {
      missing(name, where, "path", "Write path: " + id(file.name()) + "/" + name.getValue());
      return;
    }
    if (!mapping(source, where)) {
      return;
    }
    keys(source, CustomerWords.sourceKeys(), where + ".");
    path(name, source, where);
    verifier(name, source, where);
    oneOf(source, "onBadSignature", BAD_SIGNATURE, where);
    Tree.get(source, "addresses").ifPresent(node -> addresses(node, where));
    Tree.get(source, "secrets").ifPresent(node -> texts(node, where + ".secrets"));
  }

  private void path(ScalarNode name, Node source, String where) {
    Optional<ScalarNode> path = Tree.scalar(source, "path");
    if (path.isEmpty() || path.get().getValue().isBlank()) {
      missing(
          name,
          where,
          "path",
          "Write path: " + id(file.name()) + "/" + name.getValue() + " under it.");
    } else if (!path.get().getValue().contains("${")
        && !SOURCE_PATH.matcher(path.get().getValue()).matches()) {
      error(
          Place.of(path.get()),
          "source-path",
          where + ".path can't be part of an address.",
          "Use letters, digits, '-', '_', '.', '~', and '/' between them, without one at the ends.");
    } else {
      paths.put(path.get().getValue(), path.get());
    }
  }

  private void verifier(ScalarNode name, Node source, String where) {
    Optional<ScalarNode> verifier = Tree.scalar(source, "verifier");
    if (verifier.isEmpty()) {
      missing(
          name,
          where,
          "verifier",
          "Write verifier: showpass, or verifier: none to take webhooks unchecked.");
      return;
    }
    oneOf(source, "verifier", VERIFIERS, where);
    boolean checks = verifier.get().getValue().equals("showpass");
    boolean secret =
        Tree.scalars(Tree.get(source, "secrets").orElse(null)).stream()
            .anyMatch(s -> !s.getValue().isBlank());
    if (checks && !secret) {
      missing(
          name,
          where,
          "secret",
          "Write secrets: [\"${NAME}\"] with the secret key that the sender signs with.");
    }
  }

  private void missing(ScalarNode at, String where, String what, String fix) {
    error(Place.of(at), "missing-key", where + " has no " + what + ".", fix);
  }

  private void addresses(Node node, String where) {
    texts(node, where + ".addresses");
    for (ScalarNode address : Tree.scalars(node)) {
      if (!address.getValue().contains("${") && !ADDRESS.matcher(address.getValue()).matches()) {
        error(
            Place.of(address),
            "address",
            "'" + address.getValue() + "' is no address, no range and no preset.",
            "Write one such as 203.0.113.7, 203.0.113.0/24 or showpass.");
      }
    }
  }

  private void oneOf(Node node, String key, List<String> allowed, String where) {
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

  private void setting(String key, Node value) {
    if (value instanceof SequenceNode) {
      error(
          Place.of(value),
          "setting-is-a-list",
          "settings." + key + " is a list; a setting is one value.",
          "Write one text, or keys with a value each.");
    } else if (value instanceof MappingNode mapping) {
      if (unquoted(mapping)) {
        quote(mapping);
      } else {
        Tree.entries(value).forEach((k, v) -> setting(key + "." + k.getValue(), v));
      }
    } else if (value instanceof ScalarNode scalar) {
      reference(scalar);
      settings.put(key, references.resolve(scalar.getValue()));
    }
  }

  private void reference(ScalarNode scalar) {
    int open = scalar.getValue().lastIndexOf("${");
    if (open >= 0 && scalar.getValue().indexOf('}', open) < 0) {
      error(
          Place.in(scalar, open, file),
          "reference-not-closed",
          "A reference begins here with ${ and is not closed.",
          "Write it as ${NAME} or ${NAME:default}.");
    }
  }

  private void retention(Node node) {
    keys(node, CustomerWords.retentionKeys(), "retention.");
    Tree.entries(node)
        .forEach(
            (key, value) -> {
              if (value instanceof ScalarNode scalar && !scalar.getValue().contains("${")) {
                keep(key.getValue(), scalar);
              }
            });
  }

  private void keep(String key, ScalarNode value) {
    try {
      KeepTime.of(value.getValue());
    } catch (IllegalArgumentException e) {
      error(
          Place.of(value),
          "wrong-value",
          "retention." + key + " can't be used: " + e.getMessage() + ".",
          "Write one such as 30d, 400d or forever.");
    }
  }

  private void destination(ScalarNode name, Node options) {
    destinations.put(name, options);
    if (!isNothing(options) && mapping(options, "destinations." + name.getValue())) {
      keys(options, CustomerWords.destinationKeys(), "destinations." + name.getValue() + ".");
      Tree.entries(options)
          .forEach((k, v) -> scalar(v, "destinations." + name.getValue() + "." + k.getValue()));
    }
  }

  private void keys(Node node, Collection<String> known, String where) {
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

  private boolean mapping(Node node, String what) {
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

  private void scalar(Node node, String what) {
    if (node instanceof MappingNode mapping && unquoted(mapping)) {
      quote(mapping);
    } else if (!(node instanceof ScalarNode)) {
      error(
          Place.of(node), "wrong-form", what + " must be one value.", "Write it behind the colon.");
    }
  }

  private void texts(Node node, String what) {
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

  private void quote(MappingNode mapping) {
    error(
        Place.of(mapping),
        "unquoted-placeholder",
        "YAML reads {{…}} without quotes as a map.",
        "Write it in quotes: \"{{…}}\".");
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && (scalar.getValue().isEmpty() || scalar.getValue().equals("null"));
  }

  private void error(Place place, String rule, String what, String fix) {
    findings.error(file.name(), place, rule, what, fix);
  }

  Map<String, @Nullable String> settings() {
    return settings;
  }

  /** Whether its events are Showpass's, whose types are known. */
  boolean takesShowpass() {
    return Tree.entries(Tree.get(file.root(), "sources").orElse(null)).values().stream()
        .allMatch(source -> Tree.text(source, "verifier").orElse("").equals("showpass"));
  }

  /** Of the sources, with where each stands. */
  Map<String, ScalarNode> paths() {
    return paths;
  }

  /** The options of destinations, by their names. */
  Map<ScalarNode, Node> destinations() {
    return destinations;
  }

  YamlFile file() {
    return file;
  }
}
