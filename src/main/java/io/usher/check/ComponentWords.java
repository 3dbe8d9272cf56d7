package io.usher.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What components can be told, from the description that each has in its own jar. */
final class ComponentWords {

  private static final String SERVICES = "/META-INF/services/org/apache/camel/component/";
  private static final String DESCRIPTIONS = "/META-INF/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Optional<JsonNode>> known = new ConcurrentHashMap<>();

  /**
   * One option of a component's endpoints.
   *
   * @param type such as {@code boolean}, {@code integer}, {@code duration}, {@code enum}
   * @param values the allowed ones, empty for any
   */
  record Option(String name, String type, Set<String> values, boolean secret, boolean open) {}

  boolean has(String scheme) {
    return description(scheme).isPresent();
  }

  boolean lenient(String scheme) {
    return description(scheme)
        .map(d -> d.path("component").path("lenientProperties").asBoolean())
        .orElse(true);
  }

  /** Of the query and of the path: among parameters both can stand. */
  Map<String, Option> options(String scheme) {
    Map<String, Option> options = new TreeMap<>();
    description(scheme)
        .ifPresent(
            d ->
                d.path("properties")
                    .properties()
                    .forEach(e -> options.put(e.getKey(), option(e.getKey(), e.getValue()))));
    return options;
  }

  private static Option option(String name, JsonNode d) {
    Set<String> values = new TreeSet<>();
    d.path("enum").forEach(value -> values.add(value.asText()));
    return new Option(
        name,
        d.path("type").asText(),
        values,
        d.path("secret").asBoolean(),
        d.has("prefix") || d.path("multiValue").asBoolean());
  }

  /** Every component that is here. */
  Set<String> schemes() {
    Set<String> schemes = new TreeSet<>();
    try {
      var all =
          ComponentWords.class
              .getClassLoader()
              .getResources("META-INF/services/org/apache/camel/component.properties");
      while (all.hasMoreElements()) {
        try (InputStream in = all.nextElement().openStream()) {
          Properties properties = new Properties();
          properties.load(in);
          schemes.addAll(Set.of(properties.getProperty("components", "").strip().split("\\s+")));
        }
      }
    } catch (IOException e) {
      return schemes;
    }
    return schemes;
  }

  private Optional<JsonNode> description(String scheme) {
    return known.computeIfAbsent(scheme, s -> Optional.ofNullable(read(s)));
  }

  private static @Nullable JsonNode read(String scheme) {
    if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
      return null;
    }
    Properties service = new Properties();
    try (InputStream in = ComponentWords.class.getResourceAsStream(SERVICES + scheme)) {
      if (in != null) {
        service.load(in);
      }
      String type = service.getProperty("class", "io.usher." + scheme + ".Component");
      return json(folder(type) + scheme + ".json");
    } catch (IOException e) {
      return null;
    }
  }

  private static String folder(String type) {
    return DESCRIPTIONS + type.substring(0, type.lastIndexOf('.')).replace('.', '/') + "/";
  }

  private static @Nullable JsonNode json(String resource) throws IOException {
    try (InputStream in = ComponentWords.class.getResourceAsStream(resource)) {
      return in == null ? null : JSON.readTree(in);
    }
  }
}
