package io.usher.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** What files say, as far as they can be read, for whoever wants to try them. */
public final class Reading {

  private Reading() {}

  /**
   * The customers' settings, flat, by customer; a value is null where it refers to what isn't here.
   */
  public static Map<String, Map<String, @Nullable String>> settings(
      WorkFiles files, References references) {
    Map<String, Map<String, @Nullable String>> settings = new HashMap<>();
    files
        .files()
        .forEach(
            (name, bytes) -> {
              if (name.matches("\\Q" + files.customers() + "\\E/[^/]+\\.ya?ml")) {
                Findings unheard = new Findings();
                YamlFile yaml = YamlFile.read(name, bytes, unheard);
                settings.put(
                    CustomerCheck.id(name),
                    new CustomerCheck(yaml, unheard, references).look().settings());
              }
            });
    return settings;
  }

  /** Components that connectors and routes bring along, by their bean's name, with their class. */
  public static Map<String, String> components(WorkFiles files) {
    Map<String, String> components = new HashMap<>();
    files
        .files()
        .forEach(
            (name, bytes) -> {
              if (name.endsWith(KameletLook.ENDING) || name.endsWith(RouteFile.ENDING)) {
                Node root = YamlFile.read(name, bytes, new Findings()).root();
                components.putAll(
                    Connector.beansOf(Tree.get(root, "spec", "template").orElse(null)));
                Tree.items(root).forEach(item -> components.putAll(Connector.beansOf(item)));
              }
            });
    return components;
  }

  /** Whether a setting or header of this name is not to be shown. */
  public static boolean isSecret(String name) {
    return SecretCheck.isSecretName(name);
  }
}
