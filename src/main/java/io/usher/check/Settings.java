package io.usher.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What placeholders stand for.
 *
 * @param customers by id, each with its settings, flat; a value is null where it refers to what
 *     isn't here, such as an environment variable of the hub's machine
 * @param hub the hub's own settings; null for what it doesn't have
 */
record Settings(
    Map<String, Map<String, @Nullable String>> customers, UnaryOperator<@Nullable String> hub) {

  /** Anything will do where nobody runs the route. */
  private static final String UNKNOWN = "1";

  boolean has(String name) {
    return customer(name) != null
        ? customers.getOrDefault(customer(name), Map.of()).containsKey(setting(name))
        : name.startsWith("usher.sandbox.") || hub.apply(name) != null;
  }

  /** For building routes: what is set but can't be known here has some value. */
  @Nullable String value(String name) {
    if (!has(name)) {
      return null;
    }
    String value =
        customer(name) != null
            ? customers.getOrDefault(customer(name), Map.of()).get(setting(name))
            : hub.apply(name);
    return value == null ? UNKNOWN : value;
  }

  private @Nullable String customer(String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? "" : name.substring(0, dot);
    return customers.containsKey(first) ? first : null;
  }

  private static String setting(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  /** Every name that could be meant. */
  Set<String> names() {
    return customers.entrySet().stream()
        .flatMap(c -> c.getValue().keySet().stream().map(key -> c.getKey() + "." + key))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
