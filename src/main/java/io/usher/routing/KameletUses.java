package io.usher.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.SendDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The connectors that steps name. Camel gives two steps with the same words one and the same
 * instance; each use gets a name of its own here, so that an old version of a route can go without
 * taking the new one's connectors along.
 */
final class KameletUses {

  private static final Pattern URI = Pattern.compile("kamelet:(?://)?([^/?]+)(?:/[^?]*)?(\\?.*)?");
  private static final Pattern NAME = Pattern.compile("([^/?]+)(?:/[^?]*)?(\\?.*)?");
  private static final Set<String> OWN_ENDS = Set.of("source", "sink");

  private KameletUses() {}

  /** One step that names a connector. */
  private record Use(String connector, String query, Consumer<String> rename) {}

  static Set<String> of(RouteTemplateDefinition template) {
    Set<String> names = new TreeSet<>();
    uses(template.getRoute().getOutputs()).forEach(use -> names.add(use.connector));
    return names;
  }

  static Set<String> of(List<ProcessorDefinition<?>> steps) {
    Set<String> names = new TreeSet<>();
    uses(steps).forEach(use -> names.add(use.connector));
    return names;
  }

  /** Within a connector the instance's own name is only known when it is made. */
  static void rename(RouteTemplateDefinition template, Map<String, ConnectorPart> parts) {
    rename(template.getRoute().getOutputs(), "{{routeId}}", parts, true);
  }

  /**
   * @param instance begins the name of each instance
   * @param plain whether the route leaves errors to the outbox. Camel needn't look for its error
   *     handler then, for which it looks through the steps of all routes
   */
  static void rename(
      List<ProcessorDefinition<?>> steps,
      String instance,
      Map<String, ConnectorPart> parts,
      boolean plain) {
    int number = 0;
    for (Use use : uses(steps)) {
      number++;
      ConnectorPart part = parts.get(use.connector);
      if (part != null) {
        String query =
            plain && !use.query.contains("noErrorHandler=")
                ? use.query + (use.query.isEmpty() ? "?" : "&") + "noErrorHandler=true"
                : use.query;
        use.rename.accept(part.template() + "/" + instance + "." + number + query);
      }
    }
  }

  /** The step that names a connector which is none of these; null when there is none. */
  static @Nullable ProcessorDefinition<?> unknown(
      List<ProcessorDefinition<?>> steps, Set<String> known) {
    for (ProcessorDefinition<?> step : all(steps)) {
      Use use = use(step);
      if (use != null && !known.contains(use.connector)) {
        return step;
      }
    }
    return null;
  }

  static String name(ProcessorDefinition<?> step) {
    Use use = use(step);
    return use == null ? "" : use.connector;
  }

  static List<ProcessorDefinition<?>> all(List<ProcessorDefinition<?>> steps) {
    List<ProcessorDefinition<?>> all = new ArrayList<>();
    ProcessorDefinitionHelper.filterTypeInOutputs(steps, ProcessorDefinition.class)
        .forEach(all::add);
    return all;
  }

  private static List<Use> uses(List<ProcessorDefinition<?>> steps) {
    List<Use> uses = new ArrayList<>();
    for (ProcessorDefinition<?> step : all(steps)) {
      Use use = use(step);
      if (use != null) {
        uses.add(use);
      }
    }
    return uses;
  }

  private static @Nullable Use use(ProcessorDefinition<?> step) {
    if (step instanceof KameletDefinition kamelet && kamelet.getName() != null) {
      Matcher name = NAME.matcher(kamelet.getName());
      return name.matches() ? use(name, kamelet::setName, "") : null;
    }
    if (step instanceof SendDefinition<?> send && send.getUri() != null) {
      Matcher uri = URI.matcher(send.getUri());
      return uri.matches() && !OWN_ENDS.contains(uri.group(1))
          ? use(uri, send::setUri, "kamelet:")
          : null;
    }
    return null;
  }

  private static Use use(Matcher found, java.util.function.Consumer<String> setter, String prefix) {
    String query = found.group(2) == null ? "" : found.group(2);
    return new Use(found.group(1), query, name -> setter.accept(prefix + name));
  }
}
