package io.usher.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Camel's reason for refusing a file, in the words of whoever wrote it; never with a value of an
 * option, which may be a secret.
 */
record CamelReason(Place place, String what, String fix, boolean structural) {

  private static final String CORRECT = "Correct the file.";
  private static final Pattern STEP = Pattern.compile(">>> (\\w+)\\[");
  private static final Pattern UNKNOWN_OPTIONS = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
  private static final Pattern OPTIONS = Pattern.compile("\\?\\S+");
  private static final Pattern QUOTED = Pattern.compile("'[^']{40,}'|\"[^\"]{40,}\"");

  static CamelReason of(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof MarkedYamlEngineException marked) {
        return structural(marked);
      }
    }
    Throwable root = root(thrown);
    return new CamelReason(Place.FILE, sentence(step(thrown) + what(thrown, root)), CORRECT, false);
  }

  private static CamelReason structural(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    Matcher named = Pattern.compile("(?:Unknown node id|Unsupported field): (.+)").matcher(problem);
    String what =
        named.find()
            ? "There is no step or option '" + named.group(1) + "' at this place."
            : problem.contains("Unsupported node type")
                ? "A value of another form is expected here."
                : sentence(plain(problem));
    return new CamelReason(Place.of(e.getProblemMark()), what, CORRECT, true);
  }

  private static String what(Throwable thrown, Throwable root) {
    if (root instanceof NoSuchEndpointException unknown) {
      return "there is no component '" + unknown.getUri().replaceFirst(":.*", "") + "'";
    }
    if (root instanceof NoSuchLanguageException unknown) {
      return "there is no language '" + unknown.getLanguage() + "'";
    }
    if (root instanceof ResolveEndpointFailedException refused) {
      String where = OPTIONS.matcher(refused.getUri()).replaceAll("").replaceFirst("://", ":");
      Matcher unknown = UNKNOWN_OPTIONS.matcher(String.valueOf(refused.getMessage()));
      return unknown.find()
          ? where + " has no option '" + unknown.group(1).replaceFirst("=.*", "") + "'"
          : where + " can't be used: one of its options is missing or has a wrong value";
    }
    if (String.valueOf(root.getMessage()).contains("has no output processors")) {
      return "the route has no steps";
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return option(thrown) + plain(message);
  }

  /** The bean that a route names and that isn't here; a hub may have more than a check. */
  static Optional<String> missingBean(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof NoSuchBeanException missing) {
        return Optional.of(String.valueOf(missing.getName()));
      }
    }
    return Optional.empty();
  }

  private static String option(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof PropertyBindingException binding) {
        return "option " + binding.getPropertyName() + ": ";
      }
    }
    return "";
  }

  private static String plain(String message) {
    String first = message.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
    return QUOTED.matcher(OPTIONS.matcher(first).replaceAll("?…")).replaceAll("'…'");
  }

  private static String step(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      Matcher step = STEP.matcher(String.valueOf(at.getMessage()));
      if (at instanceof FailedToCreateRouteException && step.find()) {
        String name = step.group(1);
        return "step " + Character.toLowerCase(name.charAt(0)) + name.substring(1) + ": ";
      }
    }
    return "";
  }

  private static String sentence(String text) {
    String upper =
        text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return List.of(".", "!", "?").stream().anyMatch(upper::endsWith) ? upper : upper + ".";
  }

  static Throwable root(Throwable thrown) {
    Throwable at = thrown;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
