package io.usher.routing;

import io.usher.settings.YamlProblem;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;

/**
 * Camel's reasons for refusing a route in the words of whoever wrote it. Never with a value of an
 * option: it may be a secret, and Camel only masks those that are spelt right.
 */
final class RouteMistake {

  private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
  private static final Pattern STEP =
      Pattern.compile(">>> (\\w+)\\[.* <<<", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern OPTIONS = Pattern.compile("\\?\\S+");

  private static final Map<Pattern, String> KNOWN =
      Map.of(
          Pattern.compile("Unknown node id: (.+)"), "there is no step or key '%s' here",
          Pattern.compile("Unsupported field: (.+)"), "there is no option '%s' here",
          Pattern.compile("Unable to parse resource: .*"), "it holds no route",
          Pattern.compile("Property with key \\[(.+?)] not found.*"),
              "{{%s}} is not set; add it to the customer's settings");

  private RouteMistake() {}

  /** For an option that holds no secret. */
  static String rootMessage(Throwable thrown) {
    return String.valueOf(root(thrown).getMessage()).replaceFirst("\\.$", "");
  }

  static String sentence(Throwable thrown) {
    String what = what(thrown, root(thrown)).strip();
    return what + (what.endsWith(".") ? "" : ".") + " Correct the file and start again.";
  }

  private static String what(Throwable thrown, Throwable root) {
    if (root instanceof NoSuchEndpointException unknown) {
      return "there is no component '" + scheme(unknown.getUri()) + "'";
    }
    if (root instanceof ResolveEndpointFailedException refused) {
      return endpoint(refused);
    }
    String problem = firstSentence(String.valueOf(root.getMessage()));
    String own =
        KNOWN.entrySet().stream()
            .flatMap(known -> known(known.getKey(), known.getValue(), problem))
            .findFirst()
            .orElseGet(() -> OPTIONS.matcher(problem).replaceAll("?…"));
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : own;
    return step(thrown) + option(thrown, text) + text;
  }

  /** Of a YAML parser the last one; the first is about the surroundings. */
  private static String firstSentence(String message) {
    YamlProblem yaml = YamlProblem.of(message);
    return yaml.line() > 0
        ? yaml.what()
        : message.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }

  private static String option(Throwable thrown, String text) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof PropertyBindingException binding
          && !text.startsWith(String.valueOf(binding.getPropertyName()))) {
        return "option " + binding.getPropertyName() + ": ";
      }
    }
    return "";
  }

  private static Stream<String> known(Pattern camel, String ours, String message) {
    return camel
        .matcher(message)
        .results()
        .map(found -> ours.formatted(found.groupCount() == 0 ? "" : found.group(1)));
  }

  private static String endpoint(ResolveEndpointFailedException refused) {
    String where = OPTIONS.matcher(refused.getUri()).replaceAll("").replaceFirst("://", ":");
    Matcher unknown = UNKNOWN_OPTIONS.matcher(String.valueOf(refused.getMessage()));
    if (unknown.find()) {
      return where + " has no option " + names(unknown.group(1));
    }
    return where + " can't be used: one of its options is missing or has a wrong value";
  }

  /** The names in {@code a=1, b=2}. */
  private static String names(String options) {
    return Arrays.stream(options.split(", "))
        .map(option -> "'" + option.replaceFirst("=.*", "") + "'")
        .collect(Collectors.joining(", "));
  }

  private static String step(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof FailedToCreateRouteException) {
        return STEP.matcher(String.valueOf(at.getMessage()))
            .results()
            .map(RouteMistake::nameOf)
            .findFirst()
            .orElse("");
      }
    }
    return "";
  }

  private static String nameOf(MatchResult step) {
    String name = step.group(1);
    return "step " + Character.toLowerCase(name.charAt(0)) + name.substring(1) + ": ";
  }

  private static String scheme(String uri) {
    return uri.replaceFirst(":.*", "");
  }

  private static Throwable root(Throwable thrown) {
    Throwable at = thrown;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
