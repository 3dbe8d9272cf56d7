package io.usher.routing;

import io.usher.settings.FileProblem;
import io.usher.settings.FileProblem.Severity;
import io.usher.settings.FileProblems;
import io.usher.settings.YamlPlaces.Place;
import io.usher.settings.YamlProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Camel's reasons for refusing a route in the words of whoever wrote it. Never with a value of an
 * option: it may be a secret, and Camel only masks those that are spelt right.
 */
final class RouteMistake {

  /** When it came to light. */
  enum Stage {
    READING,
    BUILDING
  }

  /** Sentences begin with a capital, names of options and addresses stay as they are written. */
  private static final Set<String> WORDS =
      Set.of("there", "it", "step", "option", "the", "expected", "found", "mapping", "could");

  private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
  private static final Pattern STEP =
      Pattern.compile(">>> (\\w+)\\[.* <<<", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern OPTIONS = Pattern.compile("\\?\\S+");
  private static final Pattern MISSING_PARAMETER =
      Pattern.compile("mandatory parameters must be provided: (\\S+?)(?:,.*)?$");

  /** What Camel says, what we say, and which kind of problem it is. */
  private static final Map<Pattern, List<String>> KNOWN =
      Map.of(
          Pattern.compile("Unknown node id: (.+)"),
          List.of("There is no step or key '%s' here", "unknown-step"),
          Pattern.compile("Unsupported field: (.+)"),
          List.of("There is no option '%s' here", "unknown-field"),
          Pattern.compile("Unable to parse resource: .*"),
          List.of("It holds no route", "empty"),
          Pattern.compile("Property with key \\[(.+?)] not found.*"),
          List.of("{{%s}} is not set", "unknown-placeholder"));

  private final RouteFile file;
  private final MistakePlace place;

  /**
   * @param text what Camel was given; its lines are the file's
   * @param route what Camel made of it; null when it came to none
   */
  RouteMistake(RouteFile file, String text, @Nullable RouteDefinition route) {
    this.file = file;
    this.place = new MistakePlace(text, route);
  }

  /** For an option that holds no secret. */
  static String rootMessage(Throwable thrown) {
    return String.valueOf(root(thrown).getMessage()).replaceFirst("\\.$", "");
  }

  FileProblem problem(Throwable thrown, Stage stage) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof FileProblems problems && !problems.problems().isEmpty()) {
        return problems.problems().get(0);
      }
    }
    Place parsed = parserPlace(thrown);
    if (parsed.line() > 0 && stage == Stage.READING) {
      return problem(parsed, rule(thrown), what(thrown), fix(thrown));
    }
    return problem(place.of(thrown), rule(thrown), what(thrown), fix(thrown));
  }

  private FileProblem problem(Place where, String rule, String what, String fix) {
    return new FileProblem(
        file.file().shown(), where.line(), where.column(), Severity.ERROR, rule, what, fix);
  }

  private static Place parserPlace(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      YamlProblem yaml = YamlProblem.of(String.valueOf(at.getMessage()));
      if (yaml.line() > 0) {
        return new Place(yaml.line(), yaml.column());
      }
    }
    return Place.UNKNOWN;
  }

  private static String what(Throwable thrown) {
    String what = sentence(thrown, root(thrown)).strip();
    String first = what.replaceFirst("\\s.*", "");
    String begun =
        WORDS.contains(first) ? Character.toUpperCase(what.charAt(0)) + what.substring(1) : what;
    return begun + (begun.endsWith(".") ? "" : ".");
  }

  private static String rule(Throwable thrown) {
    Throwable root = root(thrown);
    if (root instanceof NoSuchEndpointException) {
      return "unknown-component";
    }
    if (root instanceof ResolveEndpointFailedException) {
      return "endpoint-option";
    }
    if (root instanceof NoSuchBeanException) {
      return "unknown-bean";
    }
    String message = firstSentence(String.valueOf(root.getMessage()));
    return KNOWN.entrySet().stream()
        .filter(known -> known.getKey().matcher(message).find())
        .map(known -> known.getValue().get(1))
        .findFirst()
        .orElse(parserPlace(thrown).line() > 0 ? "yaml" : "route");
  }

  private static String fix(Throwable thrown) {
    return switch (rule(thrown)) {
      case "unknown-component" ->
          "Correct its name; jars that bring more go into the folder connectors/.";
      case "unknown-placeholder" -> "Add it to the customer's settings.";
      case "empty" -> "Write one, or delete the file.";
      default -> "Correct the file.";
    };
  }

  private static String sentence(Throwable thrown, Throwable root) {
    if (root instanceof NoSuchEndpointException unknown) {
      return "there is no component '" + scheme(unknown.getUri()) + "'";
    }
    if (root instanceof ResolveEndpointFailedException refused) {
      return endpoint(refused);
    }
    if (root instanceof StackOverflowError) {
      return "it is nested too deeply";
    }
    String problem = firstSentence(String.valueOf(root.getMessage()));
    Matcher missing = MISSING_PARAMETER.matcher(problem);
    if (missing.find()) {
      return "the connector needs the parameter '" + missing.group(1) + "'";
    }
    String own =
        KNOWN.entrySet().stream()
            .flatMap(known -> known(known.getKey(), known.getValue().get(0), problem))
            .findFirst()
            .orElseGet(() -> OPTIONS.matcher(problem).replaceAll("?…"));
    boolean isSentence = root.getMessage() != null && own.strip().contains(" ");
    String text = isSentence ? own : "it can't be read as a route";
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
  static String names(String options) {
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

  static String scheme(String uri) {
    return uri.replaceFirst(":.*", "");
  }

  static Throwable root(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at.getCause() != null && depth < 50; depth++) {
      at = at.getCause();
    }
    return at;
  }
}
