package io.usher.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.Expression;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.spi.Language;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether an expression can be read, as Camel itself would read it. */
final class ExpressionCheck {

  private static final Map<String, String> LANGUAGES =
      Map.of(
          "JqExpression", "jq",
          "SimpleExpression", "simple",
          "XPathExpression", "xpath");
  private static final Map<String, String> OPTIONAL =
      Map.of(
          "DatasonnetExpression", "datasonnet",
          "GroovyExpression", "groovy",
          "JavaExpression", "java",
          "JavaScriptExpression", "js",
          "JoorExpression", "joor",
          "JsonPathExpression", "jsonpath",
          "MvelExpression", "mvel",
          "OgnlExpression", "ognl",
          "PythonExpression", "python",
          "SpELExpression", "spel");
  private static final Set<String> DECIDING =
      Set.of("WhenDefinition", "FilterDefinition", "ValidateDefinition");
  private static final Pattern NESTED = Pattern.compile("\\{\\{\\{\\{\\w+}}[^{}]*}}");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]*}}");
  private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");

  private final Look look;
  private final YamlFile file;
  private final boolean kamelet;
  private final Set<Node> predicates = new HashSet<>();

  /**
   * @param kamelet whether placeholders are a connector's own parameters, not known here
   */
  ExpressionCheck(Look look, YamlFile file, boolean kamelet) {
    this.look = look;
    this.file = file;
    this.kamelet = kamelet;
  }

  void found(String type, Node node) {
    if (DECIDING.contains(type)) {
      Tree.entries(node).values().forEach(predicates::add);
      Tree.get(node, "expression")
          .ifPresent(inner -> predicates.addAll(Tree.entries(inner).values()));
    }
    missing(type, node);
    String language = LANGUAGES.get(type);
    if (language != null) {
      text(node, "expression").ifPresent(text -> check(language, text, predicates.contains(node)));
    } else if (type.equals("LogDefinition")) {
      text(node, "message").ifPresent(text -> check("simple", text, false));
    }
  }

  private void missing(String type, Node node) {
    String name = OPTIONAL.get(type);
    boolean here =
        name == null
            || getClass().getResource("/META-INF/services/org/apache/camel/language/" + name)
                != null;
    if (!here) {
      look.findings()
          .error(
              file.name(),
              Place.of(node),
              "unknown-language",
              "The language " + name + " is not in this hub.",
              "Use simple or jq, or put camel-" + name + " into the hub.");
    }
  }

  private static Optional<ScalarNode> text(Node node, String key) {
    return node instanceof ScalarNode scalar ? Optional.of(scalar) : Tree.scalar(node, key);
  }

  private void check(String language, ScalarNode scalar, boolean predicate) {
    String text = scalar.getValue();
    if (text.startsWith("resource:")) {
      return;
    }
    if (!PlaceholderCheck.balanced(text)) {
      return; // told with the placeholders
    }
    try {
      String ready = resolved(text);
      compile(language, ready, predicate);
      if (language.equals("jq")) {
        new JqWordCheck(look, file).check(scalar, ready);
      }
    } catch (IllegalArgumentException unset) {
      // A placeholder that isn't set is told elsewhere.
    } catch (Exception e) {
      refused(language, scalar, e);
    }
  }

  private String resolved(String text) {
    if (kamelet) {
      String inner = NESTED.matcher(text).replaceAll("1");
      return PLACEHOLDER.matcher(inner).replaceAll("1");
    }
    return look.camel().camel().resolvePropertyPlaceholders(text);
  }

  private void compile(String language, String text, boolean predicate) throws JsonQueryException {
    if (language.equals("jq")) {
      JsonQuery.compile(text, Versions.JQ_1_6);
      return;
    }
    Language compiler = look.camel().language(language);
    if (predicate) {
      compiler.createPredicate(text).init(look.camel().camel());
    } else {
      Expression expression = compiler.createExpression(text);
      expression.init(look.camel().camel());
    }
  }

  private void refused(String language, ScalarNode scalar, Exception e) {
    Throwable root = CamelReason.root(e);
    String message = String.valueOf(root.getMessage());
    Place place = Place.of(scalar);
    Matcher at = PLACE.matcher(message);
    if (root instanceof SimpleIllegalSyntaxException simple) {
      place = Place.in(scalar, simple.getIndex(), file);
    } else if (at.find()) {
      place = Place.in(scalar, Integer.parseInt(at.group(1)), Integer.parseInt(at.group(2)), file);
    }
    look.findings()
        .error(
            file.name(),
            place,
            "expression",
            "This is not "
                + (language.equals("simple") ? "Camel's simple language" : language)
                + ": "
                + reason(message)
                + ".",
            "Correct the expression.");
  }

  private static String reason(String message) {
    String first = message.lines().findFirst().orElse("it can't be read").strip();
    return first
        .replaceFirst(" at location \\d+.*", "")
        .replaceFirst(" at line \\d+, column \\d+\\.?.*", "")
        .replaceFirst("^Lexical error.*Encountered: ", "it stops at ")
        .replaceFirst("\"<EOF>\"|<EOF>", "the end of the expression")
        .replaceFirst("^Encountered \" \"?(.+?)\"? .*", "it stops at $1")
        .replaceFirst("^Encountered", "it stops at")
        .replaceFirst("\\.$", "");
  }
}
