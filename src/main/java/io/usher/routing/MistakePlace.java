package io.usher.routing;

import io.usher.settings.YamlPlaces.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Where in a file is what Camel refuses to build. Camel tells the step in words, the step knows its
 * line, and what it complains about stands there or below.
 */
final class MistakePlace {

  private static final Pattern STEP = Pattern.compile(">>> (.*?) <<< in route", Pattern.DOTALL);
  private static final Pattern PLACEHOLDER = Pattern.compile("key \\[(.+?)] not found");
  private static final Pattern OPTION = Pattern.compile("Unknown parameters=\\[\\{([^=}]+)=");
  private static final Pattern MISSING_BRACES = Pattern.compile("from the text: (.+)");

  private final List<String> lines;
  private final @Nullable RouteDefinition route;

  MistakePlace(String text, @Nullable RouteDefinition route) {
    this.lines = text.lines().toList();
    this.route = route;
  }

  Place of(Throwable thrown) {
    int from = Math.max(1, stepLine(thrown));
    for (String token : tokens(thrown)) {
      Place found = find(token, from);
      if (found.line() > 0) {
        return found;
      }
    }
    int line = stepLine(thrown);
    return line > 0 ? new Place(line, indent(line)) : routeLine();
  }

  /** Of what the complaint is about, the most exact first. */
  private static List<String> tokens(Throwable thrown) {
    List<String> tokens = new ArrayList<>();
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage());
      add(tokens, PLACEHOLDER, message, "{{");
      add(tokens, OPTION, message, "");
      add(tokens, MISSING_BRACES, message, "");
      if (at instanceof PropertyBindingException binding) {
        tokens.add(0, String.valueOf(binding.getPropertyName()));
      } else if (at instanceof NoSuchBeanException bean) {
        tokens.add(String.valueOf(bean.getName()));
      } else if (at instanceof NoSuchEndpointException unknown) {
        tokens.add(RouteMistake.scheme(String.valueOf(unknown.getUri())) + ":");
      } else if (at instanceof ResolveEndpointFailedException refused) {
        tokens.add(path(refused.getUri()));
      }
    }
    return tokens;
  }

  private static void add(List<String> tokens, Pattern pattern, String message, String prefix) {
    Matcher matcher = pattern.matcher(message);
    if (matcher.find()) {
      tokens.add(0, prefix + matcher.group(1).strip());
    }
  }

  private static String path(String uri) {
    return uri.replaceFirst("\\?.*", "").replaceFirst("://", ":");
  }

  private Place find(String token, int from) {
    Pattern word = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(token));
    for (int start : new int[] {from, 1}) {
      for (int line = start; line <= lines.size(); line++) {
        Matcher found = word.matcher(lines.get(line - 1));
        if (!lines.get(line - 1).strip().startsWith("#") && found.find()) {
          return new Place(line, found.start() + 1);
        }
      }
    }
    return Place.UNKNOWN;
  }

  /** The outermost step is the one in this file; those further in are of its connectors. */
  private int stepLine(Throwable thrown) {
    for (Throwable at = thrown; at != null && route != null; at = at.getCause()) {
      Matcher step = STEP.matcher(String.valueOf(at.getMessage()));
      if (at instanceof FailedToCreateRouteException && step.find()) {
        return line(step.group(1));
      }
    }
    return 0;
  }

  private int line(String words) {
    for (ProcessorDefinition<?> step : KameletUses.all(List.copyOf(outputs()))) {
      if (words.equals(step.toString())) {
        return line(step);
      }
    }
    return 0;
  }

  /** Of steps with an expression Camel counts lines from 0. */
  private int line(ProcessorDefinition<?> step) {
    int line = step.getLineNumber();
    return says(line, step.getShortName()) || !says(line + 1, step.getShortName())
        ? line
        : line + 1;
  }

  private boolean says(int line, String word) {
    return line > 0 && line <= lines.size() && lines.get(line - 1).contains(word);
  }

  private List<ProcessorDefinition<?>> outputs() {
    return route == null ? List.of() : route.getOutputs();
  }

  private Place routeLine() {
    if (route != null && route.getInput() != null && route.getInput().getLineNumber() > 0) {
      int line = route.getInput().getLineNumber();
      return new Place(line, indent(line));
    }
    for (int line = 1; line <= lines.size(); line++) {
      String text = lines.get(line - 1).strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        return new Place(line, indent(line));
      }
    }
    return Place.UNKNOWN;
  }

  private int indent(int line) {
    if (line < 1 || line > lines.size()) {
      return 0;
    }
    String text = lines.get(line - 1);
    return text.length() - text.stripLeading().length() + 1;
  }
}
