package io.usher.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a Kamelet says of itself.
 *
 * @param parameters each with its place
 * @param required those without which it can't be used
 * @param values the allowed ones, where it lists them
 * @param beans the names of what it makes for itself, with their classes
 * @param settings what it reads of a connection, and whether it can do without
 * @param templates the addresses of the Thymeleaf templates that it uses
 */
record Connector(
    String file,
    String name,
    Map<String, ScalarNode> parameters,
    Set<String> required,
    Map<String, List<String>> values,
    Map<String, String> beans,
    Map<String, Map<String, Boolean>> settings,
    List<String> templates,
    Set<String> used) {

  private static final Pattern SETTING =
      Pattern.compile("\\{\\{\\{\\{(\\w+)}}\\.([A-Za-z0-9._-]+)(:[^}]*)?}}");
  private static final Pattern OWN = Pattern.compile("\\{\\{([A-Za-z0-9_]+)(:[^}]*)?}}");
  private static final Pattern TEMPLATE = Pattern.compile("thymeleaf:(?://)?([^?]*)(\\?.*)?");
  private static final Pattern CLASS = Pattern.compile("#class:([\\w.$]+).*", Pattern.DOTALL);

  static Connector of(String file, @Nullable Node root) {
    String name = Tree.text(root, "metadata", "name").orElse(nameOf(file));
    Map<String, ScalarNode> parameters = new LinkedHashMap<>();
    Map<String, List<String>> values = new LinkedHashMap<>();
    Tree.entries(Tree.get(root, "spec", "definition", "properties").orElse(null))
        .forEach(
            (key, definition) -> {
              parameters.put(key.getValue(), key);
              List<String> allowed =
                  Tree.scalars(Tree.get(definition, "enum").orElse(null)).stream()
                      .map(ScalarNode::getValue)
                      .toList();
              if (!allowed.isEmpty()) {
                values.put(key.getValue(), allowed);
              }
            });
    Node template = Tree.get(root, "spec", "template").orElse(null);
    return new Connector(
        file,
        name,
        parameters,
        required(root),
        values,
        beansOf(template),
        settings(template),
        templates(template),
        used(template));
  }

  static String nameOf(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.kamelet\\.yaml$", "");
  }

  private static Set<String> required(@Nullable Node root) {
    Set<String> required = new LinkedHashSet<>();
    Tree.scalars(Tree.get(root, "spec", "definition", "required").orElse(null))
        .forEach(scalar -> required.add(scalar.getValue()));
    Tree.entries(Tree.get(root, "spec", "definition", "properties").orElse(null))
        .forEach(
            (key, definition) -> {
              if (Tree.get(definition, "default").isPresent()) {
                required.remove(key.getValue());
              }
            });
    return required;
  }

  /** The beans that a template or a file makes, by name, with their classes. */
  static Map<String, String> beansOf(@Nullable Node template) {
    Map<String, String> beans = new LinkedHashMap<>();
    for (Node bean : Tree.items(Tree.get(template, "beans").orElse(null))) {
      Tree.text(bean, "name")
          .ifPresent(name -> beans.put(name, classOf(Tree.text(bean, "type").orElse(""))));
    }
    return beans;
  }

  private static String classOf(String type) {
    Matcher named = CLASS.matcher(type);
    return named.matches() ? named.group(1) : type;
  }

  /** By the parameter that names the connection, then by the setting. */
  private static Map<String, Map<String, Boolean>> settings(@Nullable Node template) {
    Map<String, Map<String, Boolean>> settings = new LinkedHashMap<>();
    for (ScalarNode scalar : Tree.scalars(template)) {
      Matcher read = SETTING.matcher(scalar.getValue());
      while (read.find()) {
        settings
            .computeIfAbsent(read.group(1), k -> new LinkedHashMap<>())
            .merge(read.group(2), read.group(3) != null, Boolean::logicalAnd);
      }
    }
    return settings;
  }

  private static List<String> templates(@Nullable Node template) {
    List<String> templates = new ArrayList<>();
    for (ScalarNode scalar : Tree.scalars(template)) {
      Matcher uri = TEMPLATE.matcher(scalar.getValue());
      if (uri.matches() && Optional.ofNullable(uri.group(2)).orElse("").contains("resolver=FILE")) {
        templates.add(uri.group(1));
      }
    }
    return templates;
  }

  private static Set<String> used(@Nullable Node template) {
    Set<String> used = new LinkedHashSet<>();
    for (ScalarNode scalar : Tree.scalars(template)) {
      Matcher own = OWN.matcher(scalar.getValue());
      while (own.find()) {
        used.add(own.group(1));
      }
    }
    return used;
  }
}
