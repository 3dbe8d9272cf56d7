package io.usher.check;

import io.usher.customer.CustomerWords;
import io.usher.settings.KeepTime;
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
  private final Form form;
  private final References references;
  private final Map<String, @Nullable String> settings = new LinkedHashMap<>();
  private final Map<String, ScalarNode> paths = new LinkedHashMap<>();
  private final Map<ScalarNode, Node> destinations = new LinkedHashMap<>();

  CustomerCheck(YamlFile file, Findings findings, References references) {
    this.file = file;
    this.findings = findings;
    this.form = new Form(file, findings);
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
    if (form.mapping(file.root(), "the file")) {
      form.keys(file.root(), CustomerWords.keys(), "");
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
    Tree.get(file.root(), "name").ifPresent(node -> form.scalar(node, "name"));
    Tree.get(file.root(), "sources")
        .filter(node -> form.mapping(node, "sources"))
        .ifPresent(node -> Tree.entries(node).forEach(this::source));
    Tree.get(file.root(), "settings")
        .filter(node -> form.mapping(node, "settings"))
        .ifPresent(node -> Tree.entries(node).forEach((k, v) -> setting(k.getValue(), v)));
    Tree.get(file.root(), "retention")
        .filter(node -> form.mapping(node, "retention"))
        .ifPresent(this::retention);
    Tree.get(file.root(), "destinations")
        .filter(node -> form.mapping(node, "destinations"))
        .ifPresent(node -> Tree.entries(node).forEach(this::destination));
  }

  private void source(ScalarNode name, Node source) {
    String where = "sources." + name.getValue();
    if (Form.isNothing(source)) {
      missing(name, where, "path", "Write path: " + id(file.name()) + "/" + name.getValue());
      return;
    }
    if (!form.mapping(source, where)) {
      return;
    }
    form.keys(source, CustomerWords.sourceKeys(), where + ".");
    path(name, source, where);
    verifier(name, source, where);
    form.oneOf(source, "onBadSignature", BAD_SIGNATURE, where);
    Tree.get(source, "addresses").ifPresent(node -> addresses(node, where));
    Tree.get(source, "secrets").ifPresent(node -> form.texts(node, where + ".secrets"));
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
    form.oneOf(source, "verifier", VERIFIERS, where);
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
    form.texts(node, where + ".addresses");
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

  private void setting(String key, Node value) {
    if (value instanceof SequenceNode) {
      error(
          Place.of(value),
          "setting-is-a-list",
          "settings." + key + " is a list; a setting is one value.",
          "Write one text, or keys with a value each.");
    } else if (value instanceof MappingNode mapping) {
      if (Form.unquoted(mapping)) {
        form.quote(mapping);
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
    form.keys(node, CustomerWords.retentionKeys(), "retention.");
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
    if (!Form.isNothing(options) && form.mapping(options, "destinations." + name.getValue())) {
      form.keys(options, CustomerWords.destinationKeys(), "destinations." + name.getValue() + ".");
      Tree.entries(options)
          .forEach(
              (k, v) -> form.scalar(v, "destinations." + name.getValue() + "." + k.getValue()));
    }
  }

  private void error(Place place, String rule, String what, String fix) {
    form.error(place, rule, what, fix);
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
