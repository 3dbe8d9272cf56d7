package io.usher.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Looks at everything that stands in one file of routes. */
final class RouteLook implements Grammar.Visitor {

  private static final Set<String> ADDRESSED =
      Set.of("ToDefinition", "FromDefinition", "PollDefinition", "RouteFromDefinitionDeserializer");
  private static final Set<String> DYNAMIC =
      Set.of(
          "ToDynamicDefinition",
          "WireTapDefinition",
          "RecipientListDefinition",
          "RoutingSlipDefinition",
          "DynamicRouterDefinition");

  private final Look look;
  private final RouteFile route;
  private final AddressCheck addresses;
  private final ExpressionCheck expressions;
  private final List<Node> choices = new ArrayList<>();

  /** What is wrong if Camel doesn't take the file: it decides. */
  private final List<Runnable> suspicions = new ArrayList<>();

  RouteLook(Look look, RouteFile route) {
    this.look = look;
    this.route = route;
    this.addresses = new AddressCheck(look, route.yaml());
    this.expressions = new ExpressionCheck(look, route.yaml(), false);
  }

  void look() {
    Node root = route.yaml().root();
    if (root == null) {
      if (!look.findings().anyErrorIn(route.file())) {
        error(Place.FILE, "empty", "This file holds no route.", "Write one, or delete the file.");
      }
      return;
    }
    duplicates();
    look.grammar().walk(root, this);
    if (!route.usesTemplates()) {
      PlaceholderCheck placeholders = new PlaceholderCheck(look, route.yaml());
      Tree.scalars(root).forEach(placeholders::check);
    }
    new SecretCheck(route.yaml(), look.findings()).check(root);
    shape(root);
    if (route.refusal() != null && !missingBean(route.refusal())) {
      refused(CamelReason.of(route.refusal()));
    }
    if (route.isRouter() && !look.findings().anyErrorIn(route.file())) {
      new RouterCheck(look, route, choices).check();
    }
  }

  private void duplicates() {
    route
        .yaml()
        .duplicateKeys()
        .forEach(
            (key, name) ->
                look.findings()
                    .warning(
                        route.file(),
                        Place.of(key),
                        "key-twice",
                        "The key '"
                            + name
                            + "' stands here a second time; only one of the two counts.",
                        "Remove one, or put both under one key."));
  }

  private boolean missingBean(Exception refusal) {
    Optional<String> name = CamelReason.missingBean(refusal);
    name.ifPresent(
        bean ->
            look.findings()
                .warning(
                    route.file(),
                    Tree.scalars(route.yaml().root()).stream()
                        .filter(scalar -> scalar.getValue().equals(bean))
                        .findFirst()
                        .map(Place::of)
                        .orElse(Place.FILE),
                    "unknown-bean",
                    "There is no bean '" + bean + "' in Usher itself.",
                    "Correct its name, unless a jar of yours brings it."));
    return name.isPresent();
  }

  private void refused(CamelReason reason) {
    boolean told = look.findings().anyErrorIn(route.file());
    if (reason.structural() || !told) {
      suspicions.forEach(Runnable::run);
    }
    if (!look.findings().anyErrorIn(route.file())) {
      Place place = reason.place();
      if (place.equals(Place.FILE) && !route.routes().isEmpty()) {
        place = Place.of(route.routes().get(0));
      }
      error(place, "refused", reason.what(), reason.fix());
    }
  }

  /** One route a file, named as the file, beginning at its own inbox or outbox. */
  private void shape(Node root) {
    if (route.usesTemplates()) {
      return;
    }
    if (root instanceof MappingNode) {
      error(
          Place.of(root),
          "wrong-form",
          "A file of routes is a list.",
          "Begin it with '- route:' and indent the rest.");
    } else if (route.routes().size() > 1) {
      error(
          Place.of(route.routes().get(1)),
          "several-routes",
          "This file holds " + route.routes().size() + " routes.",
          "Write one route a file, so that file and route have one name.");
    } else if (route.routes().isEmpty() && route.refusal() == null) {
      error(Place.FILE, "empty", "This file holds no route.", "Write one, or delete the file.");
    }
    route.routes().stream().limit(1).forEach(this::named);
    route.routes().stream().limit(1).forEach(this::beginning);
  }

  private void named(Node node) {
    String id = Tree.text(node, "id").orElse("");
    if (!id.equals(route.name())) {
      error(
          Tree.scalar(node, "id").map(Place::of).orElse(Place.of(node)),
          "route-id",
          id.isEmpty()
              ? "The route has no id."
              : "The route's id is '" + id + "', but the file is called '" + route.name() + "'.",
          "Write id: " + route.name() + ", or rename the file.");
    }
  }

  private void beginning(Node node) {
    String expected = route.isRouter() ? "inbox:" + route.customer() : "outbox:" + route.name();
    Node from = Tree.get(node, "from").orElse(null);
    if (from == null) {
      Place place = misplaced(node);
      error(
          place,
          "missing-from",
          "The route has no from: at this level.",
          "Write from: with uri: " + expected + ", and steps: under it.");
      return;
    }
    Address.of(from, route.yaml())
        .filter(address -> !address.shown().equals(expected))
        .ifPresent(
            address ->
                error(
                    address.place(),
                    "wrong-from",
                    address.scheme().equals("inbox") && !address.path().equals(route.customer())
                        ? "This route reads the inbox of another customer, '"
                            + address.path()
                            + "'."
                        : "This route begins at " + address.shown() + ".",
                    "Write from: " + expected + "."));
  }

  private static Place misplaced(Node route) {
    List<Place> found = new ArrayList<>();
    Tree.each(route, n -> Tree.key(n, "from").ifPresent(key -> found.add(Place.of(key))));
    return found.isEmpty() ? Place.of(route) : found.get(0);
  }

  /** Shared by customers, in routes/shared. */
  private void template(Node node) {
    Tree.scalar(node, "routeTemplateRef")
        .ifPresent(
            name -> {
              String folder = look.files().routes() + "/shared";
              Set<String> known = new TreeSet<>();
              look.files()
                  .below(folder, ".template.yaml")
                  .keySet()
                  .forEach(
                      file ->
                          known.add(
                              file.substring(folder.length() + 1).replace(".template.yaml", "")));
              if (!known.contains(name.getValue())) {
                error(
                    Place.of(name),
                    "unknown-template",
                    "There is no template '" + name.getValue() + "' in " + folder + ".",
                    Nearest.fix(name.getValue(), known));
              }
            });
  }

  @Override
  public void found(String type, Node node) {
    if (type.equals("TemplatedRouteDefinition")) {
      template(node);
    }
    if (ADDRESSED.contains(type)) {
      Address.of(node, route.yaml()).ifPresent(this::address);
    } else if (type.equals("KameletDefinition")) {
      Address.ofKamelet(node, route.yaml()).ifPresent(this::address);
    } else if (DYNAMIC.contains(type)) {
      dynamic(node);
    }
    if (type.equals("ChoiceDefinition")) {
      choices.add(node);
    }
    expressions.found(type, node);
    placeholderWithoutQuotes(node);
  }

  private void address(Address address) {
    route.addresses().add(address);
    addresses.check(address);
  }

  private void dynamic(Node node) {
    Address.of(node, route.yaml())
        .filter(address -> !address.at().getValue().contains("${"))
        .ifPresentOrElse(this::address, route::pickingWhileItRuns);
  }

  private void placeholderWithoutQuotes(Node node) {
    if (node instanceof MappingNode) {
      for (Node value : Tree.entries(node).values()) {
        if (value instanceof MappingNode mapping && Form.unquoted(mapping)) {
          error(
              Place.of(mapping),
              "unquoted-placeholder",
              "YAML reads {{…}} without quotes as a map.",
              "Write it in quotes: \"{{…}}\".");
        }
      }
    }
  }

  @Override
  public void unknownKey(ScalarNode key, Map<String, JsonNode> known) {
    Set<String> names = new TreeSet<>(known.keySet());
    boolean steps = names.contains("choice") && names.contains("setBody");
    suspicions.add(
        () ->
            error(
                Place.of(key),
                steps ? "unknown-step" : "unknown-field",
                "There is no " + (steps ? "step" : "option") + " '" + key.getValue() + "' here.",
                key.getValue().equals("steps") && names.contains("from")
                    ? "Indent steps: under from:, below its uri."
                    : Nearest.fix(key.getValue(), names)));
  }

  @Override
  public void wrongValue(ScalarNode value, String what, Iterable<JsonNode> allowed) {
    Set<String> names = new TreeSet<>();
    allowed.forEach(one -> names.add(one.asText()));
    suspicions.add(
        () ->
            error(
                Place.of(value),
                "wrong-value",
                "'" + value.getValue() + "' " + what + ".",
                names.isEmpty() ? "Correct the value." : Nearest.fix(value.getValue(), names)));
  }

  private void error(Place place, String rule, String what, String fix) {
    look.findings().error(route.file(), place, rule, what, fix);
  }
}
