package io.usher.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * An endpoint as a step names it: in one text, or as a URI with parameters below it.
 *
 * @param at where the address stands
 * @param options by name, from the query and from the parameters
 */
record Address(ScalarNode at, String scheme, String path, Map<String, Written> options) {

  /**
   * An option as it is written.
   *
   * @param name where its name stands
   * @param place where its value stands
   */
  record Written(String value, Place name, Place place) {

    /** Whether what it is will only be known later. */
    boolean open() {
      return value.contains("{{") || value.contains("${") || value.startsWith("#");
    }
  }

  /** Of a step such as {@code to}; empty where it names none. */
  static Optional<Address> of(Node step, YamlFile file) {
    ScalarNode uri =
        step instanceof ScalarNode scalar ? scalar : Tree.scalar(step, "uri").orElse(null);
    if (uri == null) {
      return Optional.empty();
    }
    Address address = parse(uri, file);
    parameters(step, address.options);
    return Optional.of(address);
  }

  /** Of the step {@code kamelet}. */
  static Optional<Address> ofKamelet(Node step, YamlFile file) {
    ScalarNode name =
        step instanceof ScalarNode scalar ? scalar : Tree.scalar(step, "name").orElse(null);
    if (name == null) {
      return Optional.empty();
    }
    Address parsed = parse(name, file);
    String path = parsed.shown().replaceFirst("^:", "");
    parameters(step, parsed.options);
    return Optional.of(new Address(name, "kamelet", path, parsed.options));
  }

  /** Of one that isn't written as YAML. */
  static Address parse(ScalarNode at, YamlFile file) {
    String uri = at.getValue();
    int query = uri.indexOf('?');
    String address = query < 0 ? uri : uri.substring(0, query);
    int colon = address.startsWith("{{") ? -1 : address.indexOf(':');
    boolean bare = colon < 0 && !address.startsWith("{{") && !address.contains("/");
    String scheme = colon > 0 ? address.substring(0, colon) : bare ? address : "";
    String path = colon > 0 ? address.substring(colon + 1) : bare ? "" : address;
    Map<String, Written> options = new LinkedHashMap<>();
    if (query >= 0) {
      for (int[] part : parts(uri, query + 1)) {
        String option = uri.substring(part[0], part[1]);
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : option.substring(equals + 1);
        options.put(
            name,
            new Written(
                value,
                Place.in(at, part[0], file),
                Place.in(at, part[0] + Math.max(0, equals + 1), file)));
      }
    }
    return new Address(at, scheme, path.replaceFirst("^//", ""), options);
  }

  /** Between the ampersands, but for those inside RAW(…) and placeholders. */
  private static List<int[]> parts(String uri, int from) {
    List<int[]> parts = new ArrayList<>();
    int start = from;
    for (int i = from; i < uri.length(); i++) {
      if (uri.startsWith("RAW(", i) || uri.startsWith("RAW{", i)) {
        int end = uri.indexOf(uri.charAt(i + 3) == '(' ? ')' : '}', i);
        i = end < 0 ? uri.length() - 1 : end;
      } else if (uri.charAt(i) == '&') {
        parts.add(new int[] {start, i});
        start = i + 1;
      }
    }
    if (start < uri.length()) {
      parts.add(new int[] {start, uri.length()});
    }
    return parts;
  }

  private static void parameters(Node step, Map<String, Written> options) {
    @Nullable Node parameters = Tree.get(step, "parameters").orElse(null);
    Tree.entries(parameters)
        .forEach(
            (key, value) -> {
              if (value instanceof ScalarNode scalar) {
                options.put(
                    key.getValue(),
                    new Written(scalar.getValue(), Place.of(key), Place.of(scalar)));
              }
            });
  }

  Place place() {
    return Place.of(at);
  }

  /** The address without its options, as people know it. */
  String shown() {
    return scheme + (path.isEmpty() ? "" : ":" + path);
  }
}
