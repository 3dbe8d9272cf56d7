package io.usher.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The route that a customer's file makes of a shared template, as the hub fills it in: values take
 * the places of their names in the template's text. Everything stays on its line there.
 */
final class FilledTemplate {

  static final String ENDING = ".template.yaml";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z][A-Za-z0-9]*)}}");

  private final WorkFiles files;
  private final YamlFile file;
  private final String customer;
  private final String name;
  private final Node filled;
  private final Findings findings;

  private FilledTemplate(
      WorkFiles files,
      YamlFile file,
      String customer,
      String name,
      Node filled,
      Findings findings) {
    this.files = files;
    this.file = file;
    this.customer = customer;
    this.name = name;
    this.filled = filled;
    this.findings = findings;
  }

  /**
   * @param file the customer's
   * @param name of the route
   * @return the template's file with a route in it; empty for a file that uses no template, or
   *     where something is wrong with one of both, which is told then
   */
  static Optional<YamlFile> of(
      WorkFiles files, YamlFile file, String customer, String name, Findings findings) {
    List<Node> items = Tree.items(file.root());
    return items.size() == 1
        ? Tree.get(items.get(0), "templatedRoute")
            .flatMap(node -> new FilledTemplate(files, file, customer, name, node, findings).fill())
        : Optional.empty();
  }

  private Optional<YamlFile> fill() {
    ScalarNode reference = Tree.scalar(filled, "routeTemplateRef").orElse(null);
    if (reference == null) {
      error(filled, "missing-template", "It names no template.", "Write routeTemplateRef: <name>.");
      return Optional.empty();
    }
    String path = files.routes() + "/shared/" + reference.getValue() + ENDING;
    byte[] bytes = files.files().get(path);
    if (bytes == null) {
      error(
          reference,
          "unknown-template",
          "There is no template '" + reference.getValue() + "'.",
          Nearest.to(reference.getValue(), names())
              .map(near -> "Did you mean " + near + "?")
              .orElse("Write " + path + ", or correct the name."));
      return Optional.empty();
    }
    YamlFile template = YamlFile.read(path, bytes, findings);
    Node definition =
        Tree.items(template.root()).stream()
            .flatMap(item -> Tree.get(item, "routeTemplate").stream())
            .findFirst()
            .orElse(null);
    if (definition == null || Tree.get(definition, "from").isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> values = values(definition);
    return values == null ? Optional.empty() : Optional.of(route(template, definition, values));
  }

  private TreeSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    files
        .below(files.routes() + "/shared", ENDING)
        .keySet()
        .forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1).replace(ENDING, "")));
    return names;
  }

  private @Nullable Map<String, String> values(Node definition) {
    Map<String, ScalarNode> given = new TreeMap<>();
    Map<String, String> texts = new HashMap<>();
    for (Node each : Tree.items(Tree.get(filled, "parameters").orElse(null))) {
      Tree.scalar(each, "name")
          .ifPresent(
              key -> {
                given.put(key.getValue(), key);
                texts.put(key.getValue(), Tree.text(each, "value").orElse(""));
              });
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("customer", customer);
    values.put("name", name);
    List<String> missing = new ArrayList<>();
    for (Node each : Tree.items(Tree.get(definition, "parameters").orElse(null))) {
      String parameter = Tree.text(each, "name").orElse("");
      given.remove(parameter);
      String value = texts.get(parameter);
      value = value != null ? value : Tree.text(each, "defaultValue").orElse(null);
      if (value == null && !Tree.text(each, "required").orElse("true").equals("false")) {
        missing.add(parameter);
      }
      values.put(parameter, value == null ? "" : value);
    }
    missing.forEach(
        parameter ->
            error(
                filled,
                "missing-parameter",
                "The template needs the parameter '" + parameter + "'.",
                "Give it under parameters."));
    given
        .values()
        .forEach(
            key ->
                error(
                    key,
                    "unknown-parameter",
                    "The template has no parameter '" + key.getValue() + "'.",
                    Nearest.to(key.getValue(), values.keySet())
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Correct its name, or declare it in the template.")));
    return missing.isEmpty() && given.isEmpty() ? values : null;
  }

  /** Of the template's own words, what a route has not becomes blank. */
  private YamlFile route(YamlFile template, Node definition, Map<String, String> values) {
    StringBuilder text = new StringBuilder(template.text());
    List<Change> changes = new ArrayList<>();
    Tree.items(template.root()).stream()
        .flatMap(item -> Tree.key(item, "routeTemplate").stream())
        .findFirst()
        .ifPresent(key -> changes.add(Change.of(key, "route")));
    Tree.scalar(definition, "id").ifPresent(id -> changes.add(Change.of(id, name)));
    if (definition instanceof MappingNode mapping) {
      blank(mapping, text, changes);
    }
    changes.sort(Comparator.comparingInt(Change::from).reversed());
    changes.forEach(change -> text.replace(change.from, change.to, change.text));
    String put = put(text.toString(), values);
    return YamlFile.read(template.name(), put.getBytes(StandardCharsets.UTF_8), new Findings());
  }

  private static void blank(MappingNode definition, StringBuilder text, List<Change> changes) {
    List<ScalarNode> keys = new ArrayList<>(Tree.entries(definition).keySet());
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).getValue().equals("parameters")) {
        int from = start(keys.get(i));
        int to =
            i + 1 < keys.size()
                ? start(keys.get(i + 1))
                : index(definition.getValue().get(i).getValueNode().getEndMark());
        changes.add(new Change(from, to, text.substring(from, to).replaceAll("[^\\n]", " ")));
      }
    }
  }

  private static String put(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    values.containsKey(found.group(1))
                        ? values.get(found.group(1)).replaceAll("\\R", " ")
                        : found.group()));
  }

  private void error(Node at, String rule, String what, String fix) {
    findings.error(file.name(), Place.of(at), rule, what, fix);
  }

  private static int start(Node node) {
    return index(node.getStartMark());
  }

  private static int index(Optional<Mark> mark) {
    return mark.map(Mark::getIndex).orElse(0);
  }

  /** Another text between two places. */
  private record Change(int from, int to, String text) {

    static Change of(ScalarNode node, String text) {
      return new Change(start(node), index(node.getEndMark()), text);
    }
  }
}
