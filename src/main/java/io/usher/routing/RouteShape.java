package io.usher.routing;

import io.usher.files.NotText;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import io.usher.settings.FileProblems;
import io.usher.settings.YamlPlaces;
import io.usher.settings.YamlPlaces.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Whether a file holds what it may, before Camel sees it: Camel would bind a file's beans and
 * configurations for the whole hub while it reads it.
 */
final class RouteShape {

  private static final Set<String> BESIDE_A_ROUTE =
      Set.of("onException", "on-exception", "onCompletion", "on-completion", "intercept");

  private final RouteFile file;

  private RouteShape(RouteFile file) {
    this.file = file;
  }

  /**
   * @throws FileProblems with what is wrong, where it is
   */
  static void check(RouteFile file) {
    new RouteShape(file).check();
  }

  /** The file's text. */
  static String text(RouteFile file) {
    try {
      return file.file().text();
    } catch (NotText e) {
      throw new FileProblems(
          problem(
              file,
              Place.UNKNOWN,
              "not-text",
              "It is not a text in UTF-8.",
              "Save it as UTF-8, or delete it."));
    }
  }

  private void check() {
    if (!RouteFile.NAME.matcher(file.name()).matches()) {
      throw refused(
          Place.UNKNOWN,
          "file-name",
          "The name '" + file.name() + "' can't be a route's.",
          "Name the file with letters, digits, '-' and '_', up to 80 characters.");
    }
    String text = text(file);
    if (text.lines().map(String::strip).allMatch(l -> l.isEmpty() || l.startsWith("#"))) {
      throw refused(Place.UNKNOWN, "empty", "It holds no route.", "Write one, or delete the file.");
    }
    // Where this parser gives up, Camel's own says why.
    YamlPlaces.of(text).root().ifPresent(this::check);
  }

  private void check(Node root) {
    refuseKeysTwice(root);
    switch (file.kind()) {
      case CONNECTOR -> checkConnector(root);
      case SHARED -> checkItems(root, Set.of("routeTemplate", "route-template"));
      case ROUTE -> checkItems(root, Set.of("route", "from", "templatedRoute", "templated-route"));
    }
  }

  private void checkConnector(Node root) {
    String kind = scalar(root, "kind");
    if (!"Kamelet".equals(kind)) {
      throw refused(
          YamlPlaces.of(root), "kind", "It is no Kamelet.", "Write kind: Kamelet at its top.");
    }
    MappingNode metadata = value(root, "metadata") instanceof MappingNode node ? node : null;
    String name = metadata == null ? null : scalar(metadata, "name");
    if (!file.name().equals(name)) {
      throw refused(
          YamlPlaces.of(metadata == null ? root : metadata),
          "id",
          "Its metadata.name is '" + name + "'.",
          "Write the file's name, '" + file.name() + "'.");
    }
  }

  private void checkItems(Node root, Set<String> wanted) {
    if (!(root instanceof SequenceNode sequence)) {
      throw refused(
          YamlPlaces.of(root),
          "shape",
          "It is no list.",
          "Begin it with '- " + (wanted.contains("route") ? "route" : "routeTemplate") + ":'.");
    }
    int routes = 0;
    for (Node item : sequence.getValue()) {
      String key = itemKey(item);
      if (wanted.contains(key)) {
        routes++;
      } else if (!BESIDE_A_ROUTE.contains(key)) {
        throw foreign(item, key);
      }
      if (routes > 1) {
        throw refused(
            YamlPlaces.of(item),
            "one-route",
            "It holds more than one route.",
            "Write one route a file, so that file and route have one name.");
      }
    }
    if (routes == 0) {
      throw refused(
          YamlPlaces.of(root), "empty", "It holds no route.", "Write one, or delete the file.");
    }
  }

  private String itemKey(Node item) {
    if (item instanceof MappingNode mapping && mapping.getValue().size() == 1) {
      return text(mapping.getValue().get(0).getKeyNode());
    }
    if (item instanceof MappingNode mapping && mapping.getValue().size() > 1) {
      throw refused(
          YamlPlaces.of(mapping.getValue().get(1).getKeyNode()),
          "indent",
          "The key '"
              + text(mapping.getValue().get(1).getKeyNode())
              + "' stands beside '"
              + text(mapping.getValue().get(0).getKeyNode())
              + "'.",
          "Indent it to where it belongs.");
    }
    throw refused(
        YamlPlaces.of(item), "shape", "This is no route.", "Begin the entry with 'route:'.");
  }

  private FileProblems foreign(Node item, String key) {
    if (key.equals("beans")) {
      return refused(
          YamlPlaces.of(item),
          "not-here",
          "Beans of a route's file would hold for the whole hub.",
          "Put them under template.beans of a Kamelet.");
    }
    return refused(
        YamlPlaces.of(item),
        "not-here",
        "There is no '" + key + "' here.",
        file.kind() == RouteFile.Kind.SHARED
            ? "A file in routes/shared/ holds one routeTemplate."
            : "A file holds one route; what should hold for many goes into a Kamelet or a template.");
  }

  private void refuseKeysTwice(Node root) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    Set<Node> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof SequenceNode sequence) {
        open.addAll(sequence.getValue());
      } else if (node instanceof MappingNode mapping) {
        refuseKeysTwice(mapping);
        mapping.getValue().forEach(tuple -> open.add(tuple.getValueNode()));
      }
    }
  }

  private void refuseKeysTwice(MappingNode mapping) {
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      if (!keys.add(key)) {
        throw refused(
            YamlPlaces.of(tuple.getKeyNode()),
            "key-twice",
            "The key '" + key + "' is there twice.",
            "Keep one of the two.");
      }
    }
  }

  private static Node value(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (text(tuple.getKeyNode()).equals(key)) {
          return tuple.getValueNode();
        }
      }
    }
    return node;
  }

  private static String scalar(Node node, String key) {
    Node value = value(node, key);
    return value == node ? "" : text(value);
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private FileProblems refused(Place place, String rule, String what, String fix) {
    return new FileProblems(problem(file, place, rule, what, fix));
  }

  static FileProblem problem(RouteFile file, Place place, String rule, String what, String fix) {
    return new FileProblem(
        file.file().shown(), place.line(), place.column(), Severity.ERROR, rule, what, fix);
  }

  static String list(Iterable<String> names) {
    return java.util.stream.StreamSupport.stream(names.spliterator(), false)
        .collect(Collectors.joining(", "));
  }
}
