package io.usher.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Looks at one connector's Kamelet. */
final class KameletLook implements Grammar.Visitor {

  static final String ENDING = ".kamelet.yaml";
  private static final Set<String> ADDRESSED =
      Set.of("ToDefinition", "ToDynamicDefinition", "WireTapDefinition", "PollDefinition");

  private final Look look;
  private final YamlFile file;
  private final Connector connector;
  private final AddressCheck addresses;
  private final ExpressionCheck expressions;
  private final Findings suspicions = new Findings();

  KameletLook(Look look, YamlFile file) {
    this.look = look;
    this.file = file;
    this.connector = Connector.of(file.name(), file.root());
    this.addresses = new AddressCheck(look, file);
    this.expressions = new ExpressionCheck(look, file, true);
  }

  void look(@Nullable Exception refusal) {
    Node root = file.root();
    if (root == null) {
      if (!look.findings().anyErrorIn(file.name())) {
        error(Place.FILE, "empty", "This file is empty.", "Write the Kamelet, or delete the file.");
      }
      return;
    }
    names(root);
    duplicates();
    Node template = Tree.get(root, "spec", "template").orElse(null);
    if (template == null) {
      error(
          Tree.key(root, "spec").map(Place::of).orElse(Place.of(root)),
          "missing-key",
          "This Kamelet has no spec.template.",
          "Write the route of the connector there; docs/add-a-connector.md shows one.");
    } else {
      look.grammar().walkTemplate(template, this);
      PlaceholderCheck placeholders = new PlaceholderCheck(look, file);
      Tree.scalars(template).forEach(scalar -> placeholders.check(scalar, connector));
      unused();
    }
    new SecretCheck(file, look.findings()).check(root);
    if (refusal != null && CamelReason.missingBean(refusal).isEmpty()) {
      refused(CamelReason.of(refusal));
    }
  }

  private void names(Node root) {
    String expected = Connector.nameOf(file.name());
    Optional<ScalarNode> name = Tree.scalar(root, "metadata", "name");
    if (!Tree.text(root, "kind").orElse("").equals("Kamelet")) {
      error(
          Tree.scalar(root, "kind").map(Place::of).orElse(Place.of(root)),
          "wrong-value",
          "This file doesn't say that it is a Kamelet.",
          "Write kind: Kamelet and apiVersion: camel.apache.org/v1 at the top.");
    }
    if (name.isEmpty()) {
      error(
          Tree.key(root, "metadata").map(Place::of).orElse(Place.of(root)),
          "missing-key",
          "This Kamelet has no metadata.name.",
          "Write name: " + expected + " under metadata:.");
    } else if (!name.get().getValue().equals(expected)) {
      error(
          Place.of(name.get()),
          "kamelet-name",
          "The Kamelet is called '" + name.get().getValue() + "', but its file '" + expected + "'.",
          "Give both one name.");
    }
  }

  private void duplicates() {
    file.duplicateKeys()
        .forEach(
            (key, name) ->
                look.findings()
                    .warning(
                        file.name(),
                        Place.of(key),
                        "key-twice",
                        "The key '"
                            + name
                            + "' stands here a second time; only one of the two counts.",
                        "Remove one, or put both under one key."));
  }

  private void unused() {
    connector
        .parameters()
        .forEach(
            (name, key) -> {
              if (!connector.used().contains(name) && !connector.settings().containsKey(name)) {
                look.findings()
                    .warning(
                        file.name(),
                        Place.of(key),
                        "unused-parameter",
                        "The parameter '" + name + "' is declared and never used.",
                        "Use it as {{" + name + "}} in the template, or remove it.");
              }
            });
    for (String required : connector.required()) {
      if (!connector.parameters().containsKey(required)) {
        Tree.scalars(Tree.get(file.root(), "spec", "definition", "required").orElse(null)).stream()
            .filter(scalar -> scalar.getValue().equals(required))
            .findFirst()
            .ifPresent(
                scalar ->
                    error(
                        Place.of(scalar),
                        "unknown-parameter",
                        "'" + required + "' is required but not among the properties.",
                        Nearest.fix(required, connector.parameters().keySet())));
      }
    }
  }

  private void refused(CamelReason reason) {
    if (reason.structural() || !look.findings().anyErrorIn(file.name())) {
      suspicions.sorted().forEach(look.findings()::add);
    }
    if (!look.findings().anyErrorIn(file.name())) {
      error(reason.place(), "refused", reason.what(), reason.fix());
    }
  }

  @Override
  public void found(String type, Node node) {
    if (ADDRESSED.contains(type)) {
      Address.of(node, file).ifPresent(this::address);
    }
    expressions.found(type, node);
  }

  private void address(Address address) {
    if (!address.at().getValue().startsWith("{{")) {
      addresses.check(address);
    }
  }

  @Override
  public void unknownKey(ScalarNode key, Map<String, JsonNode> known) {
    suspicions.error(
        file.name(),
        Place.of(key),
        known.containsKey("setBody") ? "unknown-step" : "unknown-field",
        "There is no "
            + (known.containsKey("setBody") ? "step" : "option")
            + " '"
            + key.getValue()
            + "' here.",
        Nearest.fix(key.getValue(), known.keySet()));
  }

  @Override
  public void wrongValue(ScalarNode value, String what, Iterable<JsonNode> allowed) {
    suspicions.error(
        file.name(),
        Place.of(value),
        "wrong-value",
        "'" + value.getValue() + "' " + what + ".",
        "Correct the value.");
  }

  private void error(Place place, String rule, String what, String fix) {
    look.findings().error(file.name(), place, rule, what, fix);
  }
}
