package io.usher.check;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds secrets that somebody wrote down. Never says what they are. */
final class SecretCheck {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)^(.*(password|passwd|passphrase|secret|secrets|token|credential|credentials|authorization|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]?secret|auth[-_]?key))$");
  private static final Pattern ISSUED =
      Pattern.compile(
          "(?s).*\\b(sk_live_|sk_test_|rk_live_|whsec_|xox[abpr]-|ghp_|gho_|github_pat_|glpat-|AKIA[0-9A-Z]{12}|AIza[0-9A-Za-z_-]{20}|SG\\.[\\w-]{16}|eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.)[\\w.-]*.*|(?s).*-----BEGIN [A-Z ]*PRIVATE KEY-----.*");
  private static final Pattern BEARER = Pattern.compile("(?i)(bearer|basic) +[\\w+/=.~-]{8,}");
  private static final Pattern RANDOM =
      Pattern.compile("(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[\\w+/=-]{24,}");
  private static final Pattern PLAIN_NAME =
      Pattern.compile("(?i).*(id|path|url|uri|template|file|description|title|range|key)$");
  private static final double RANDOM_BITS = 3.9;

  private final YamlFile file;
  private final Findings findings;

  SecretCheck(YamlFile file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  static boolean isSecretName(String name) {
    return NAME.matcher(name).matches();
  }

  void check(Node root) {
    Tree.each(root, this::node);
  }

  private void node(Node node) {
    if (node instanceof MappingNode) {
      header(node);
      for (Map.Entry<ScalarNode, Node> entry : Tree.entries(node).entrySet()) {
        named(entry.getKey().getValue(), entry.getValue());
      }
    }
  }

  private void named(String key, Node value) {
    if (value instanceof SequenceNode list) {
      list.getValue().forEach(item -> named(key, item));
    } else if (value instanceof ScalarNode scalar && isWritten(scalar, key)) {
      warn(scalar, "The value of " + key);
    }
  }

  private static boolean isWritten(ScalarNode scalar, String key) {
    String value = scalar.getValue().strip();
    if (ISSUED.matcher(value).matches() || BEARER.matcher(value).matches()) {
      return true;
    }
    if (isReference(value) || value.isEmpty()) {
      return false;
    }
    boolean word = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    return NAME.matcher(key).matches() && !isFile(value) && !word
        || !PLAIN_NAME.matcher(key).matches()
            && RANDOM.matcher(value).matches()
            && bits(value) > RANDOM_BITS;
  }

  private static boolean isReference(String value) {
    return value.contains("${") || value.contains("{{") || value.startsWith("#");
  }

  private static boolean isFile(String value) {
    return value.startsWith("/")
        || value.startsWith("file:")
        || value.endsWith(".json")
        || value.endsWith(".pem");
  }

  /** {@code setHeader: {name: Authorization, …: a constant}}. */
  private void header(Node step) {
    boolean secret =
        Tree.text(step, "name")
            .filter(
                name ->
                    NAME.matcher(name).matches()
                        || name.toLowerCase(Locale.ROOT).contains("api-key"))
            .isPresent();
    if (secret) {
      Tree.scalar(step, "expression", "constant", "expression")
          .or(() -> Tree.scalar(step, "constant"))
          .or(() -> Tree.scalar(step, "constant", "expression"))
          .or(() -> Tree.scalar(step, "expression", "constant"))
          .filter(value -> !isReference(value.getValue()) && !value.getValue().isBlank())
          .ifPresent(
              value ->
                  warn(value, "The value of the header " + Tree.text(step, "name").orElse("")));
    }
  }

  private static double bits(String text) {
    return text.chars()
        .distinct()
        .mapToDouble(c -> text.chars().filter(x -> x == c).count() / (double) text.length())
        .map(share -> -share * Math.log(share) / Math.log(2))
        .sum();
  }

  private void warn(ScalarNode scalar, String what) {
    findings.warning(
        file.name(),
        Place.of(scalar),
        "secret-in-plain-text",
        what + " looks like a secret, and it stands here in plain text.",
        "Write ${NAME} in the customer's file and set NAME in the hub's environment; renew it if this"
            + " file was shared.");
  }
}
