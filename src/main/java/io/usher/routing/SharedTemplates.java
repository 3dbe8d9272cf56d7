package io.usher.routing;

import io.usher.settings.FileProblem;
import io.usher.settings.FileProblems;
import io.usher.settings.YamlPlaces.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;

/**
 * Routes that many customers share: {@code routes/shared/<name>.template.yaml} says the steps, a
 * customer's file the parameters. They are put in as text before Camel reads it; Camel's own
 * templates lose sight of their parameters where a step uses a connector.
 */
record SharedTemplates(CamelContext camel, Map<String, RouteFile> files) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z][A-Za-z0-9]*)}}");

  /** Whether a file is a template at all. */
  void check(RouteFile shared) {
    RouteShape.check(shared);
    RouteTemplateDefinition template = template(shared, shared.file().text());
    if (!shared.name().equals(template.getId())) {
      throw new FileProblems(
          RouteShape.problem(
              shared,
              Place.UNKNOWN,
              "id",
              "Its template's id is '" + template.getId() + "'.",
              "Write the file's name, '" + shared.name() + "'."));
    }
  }

  /**
   * @param file the customer's
   * @throws FileProblems of either file
   */
  RouteDefinition route(RouteFile file, TemplatedRouteDefinition filled) {
    RouteFile shared = files.get(String.valueOf(filled.getRouteTemplateRef()));
    if (shared == null) {
      throw problem(
          file,
          "unknown-template",
          "There is no template '" + filled.getRouteTemplateRef() + "'.",
          files.isEmpty()
              ? "Templates are files in routes/shared/ whose names end with .template.yaml."
              : "There are " + String.join(", ", new TreeMap<>(files).keySet()) + ".");
    }
    String text = shared.file().text();
    Map<String, String> values = values(file, template(shared, text), filled);
    RouteDefinition route = template(shared, put(text, values)).getRoute();
    route.setId(filled.getRouteId() == null ? file.name() : filled.getRouteId());
    return route;
  }

  private Map<String, String> values(
      RouteFile file, RouteTemplateDefinition template, TemplatedRouteDefinition filled) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("customer", file.folder());
    values.put("name", file.name());
    Map<String, String> given = new TreeMap<>();
    if (filled.getParameters() != null) {
      filled.getParameters().forEach(each -> given.put(each.getName(), each.getValue()));
    }
    if (template.getTemplateParameters() != null) {
      for (RouteTemplateParameterDefinition parameter : template.getTemplateParameters()) {
        String value = given.remove(parameter.getName());
        value = value == null ? parameter.getDefaultValue() : value;
        if (value == null && !Boolean.FALSE.equals(parameter.getRequired())) {
          throw problem(
              file,
              "missing-parameter",
              "The template '"
                  + template.getId()
                  + "' needs the parameter '"
                  + parameter.getName()
                  + "'.",
              "Give it under parameters.");
        }
        values.put(parameter.getName(), value == null ? "" : value);
      }
    }
    if (!given.isEmpty()) {
      throw problem(
          file,
          "unknown-parameter",
          "The template '"
              + template.getId()
              + "' has no parameter '"
              + given.keySet().iterator().next()
              + "'.",
          "Correct its name, or declare it in the template.");
    }
    return values;
  }

  /** A value takes the place of its name; it is configuration, and can't break out of a line. */
  private static String put(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    values.containsKey(found.group(1))
                        ? values.get(found.group(1)).replaceAll("\\R", " ")
                        : found.group()));
  }

  private RouteTemplateDefinition template(RouteFile shared, String text) {
    return RouteText.parsed(camel, shared, text, RouteMistake.Stage.READING).template();
  }

  private static FileProblems problem(RouteFile file, String rule, String what, String fix) {
    FileProblem problem = RouteShape.problem(file, new Place(1, 1), rule, what, fix);
    return new FileProblems(problem);
  }
}
