package io.usher.check;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether every {@code {{…}}} stands for something. */
final class PlaceholderCheck {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Pattern FUNCTION = Pattern.compile("[a-z-]+:.*");
  private static final Pattern NESTED = Pattern.compile("\\{\\{\\{\\{(\\w+)}}[^{}]*}}");

  private final Look look;
  private final YamlFile file;

  PlaceholderCheck(Look look, YamlFile file) {
    this.look = look;
    this.file = file;
  }

  /** In a customer's route. */
  void check(ScalarNode scalar) {
    String text = scalar.getValue();
    if (!text.contains("{{") && !text.contains("}}")) {
      return;
    }
    if (!balanced(text)) {
      unbalanced(scalar);
      return;
    }
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      String name = found.group(1);
      boolean optional = name.startsWith("?") || name.startsWith("!") || name.contains(":");
      if (!optional && !FUNCTION.matcher(name).matches() && !look.settings().has(name)) {
        unknown(scalar, found.start(), name);
      }
    }
  }

  /** In a Kamelet, whose placeholders are its own parameters and beans. */
  void check(ScalarNode scalar, Connector connector) {
    String text = scalar.getValue();
    Matcher nested = NESTED.matcher(text);
    while (nested.find()) {
      own(scalar, nested.start(1) - 2, nested.group(1), connector);
    }
    Matcher found = PLACEHOLDER.matcher(nested.replaceAll(m -> "x".repeat(m.group().length())));
    while (found.find()) {
      String name = found.group(1).replaceFirst("^[?!]", "").replaceFirst(":.*", "");
      if (!name.contains(".") && !name.contains("{")) {
        own(scalar, found.start(), name, connector);
      } else if (!found.group(1).contains(":") && !look.settings().has(name)) {
        unknown(scalar, found.start(), name);
      }
    }
  }

  private void own(ScalarNode scalar, int offset, String name, Connector connector) {
    Set<String> known = new java.util.TreeSet<>(connector.parameters().keySet());
    known.addAll(connector.beans().keySet());
    if (!known.contains(name) && !name.equals("routeId") && !name.equals("templateId")) {
      look.findings()
          .error(
              file.name(),
              Place.in(scalar, offset, file),
              "unknown-placeholder",
              "{{" + name + "}} is neither a parameter nor a bean of this connector.",
              Nearest.fix(name, known));
    }
  }

  private void unknown(ScalarNode scalar, int offset, String name) {
    look.findings()
        .error(
            file.name(),
            Place.in(scalar, offset, file),
            "unknown-placeholder",
            "{{" + name + "}} is not set.",
            Nearest.to(name, look.settings().names())
                .map(near -> "Did you mean {{" + near + "}}?")
                .orElse("Add it to the customer's settings."));
  }

  /** Camel pairs double braces wherever they stand, as jq's objects in objects do. */
  static boolean balanced(String text) {
    int open = 0;
    for (int i = 0; i < text.length() - 1; i++) {
      if (text.startsWith("{{", i)) {
        open++;
        i++;
      } else if (text.startsWith("}}", i)) {
        open--;
        i++;
      }
      if (open < 0) {
        return false;
      }
    }
    return open == 0;
  }

  private void unbalanced(ScalarNode scalar) {
    String text = scalar.getValue();
    int close = text.lastIndexOf("}}");
    boolean closes = close >= 0 && openBefore(text, close) < 0;
    int at = closes ? Math.max(0, close) : text.lastIndexOf("{{");
    look.findings()
        .error(
            file.name(),
            Place.in(scalar, at, file),
            "braces",
            "Double braces are read as a placeholder anywhere in a route, and these don't pair up.",
            closes
                ? "Write } } with a space where two objects end, and {{name}} for a setting."
                : "Close the placeholder with }}, or write { { with a space.");
  }

  private static int openBefore(String text, int close) {
    int open = 0;
    for (int i = 0; i < close; i++) {
      if (text.startsWith("{{", i)) {
        open++;
        i++;
      } else if (text.startsWith("}}", i)) {
        open--;
        i++;
      }
    }
    return open - 1;
  }
}
