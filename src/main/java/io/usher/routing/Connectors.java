package io.usher.routing;

import io.usher.settings.FileProblem;
import io.usher.settings.FileProblems;
import io.usher.settings.YamlPlaces.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;

/**
 * The Kamelets that Camel has right now, each perhaps in two versions while a change is tried. Used
 * by one thread at a time.
 */
final class Connectors {

  private final CamelContext camel;
  private final ModelCamelContext model;
  private final Map<String, RouteTemplateDefinition> registered = new LinkedHashMap<>();
  private Map<String, ConnectorPart> current = Map.of();

  Connectors(CamelContext camel) {
    this.camel = camel;
    this.model = (ModelCamelContext) camel;
  }

  Map<String, ConnectorPart> current() {
    return current;
  }

  /**
   * Makes Camel know these beside those that it has. Whatever isn't a Kamelet is told and left out;
   * then the one that was there before counts.
   */
  Map<String, ConnectorPart> prepare(Collection<RouteFile> files, List<FileProblem> problems) {
    Map<String, Read> read = new TreeMap<>();
    for (RouteFile file : files) {
      try {
        Read one = read(file);
        Read other = read.putIfAbsent(file.name(), one);
        if (other != null) {
          problems.add(twice(file, other.file));
        }
      } catch (FileProblems e) {
        problems.addAll(e.problems());
        ConnectorPart old = current.get(file.name());
        if (old != null) {
          read.putIfAbsent(file.name(), read(old.file()));
        }
      }
    }
    Map<String, ConnectorPart> parts = new TreeMap<>();
    read.keySet().forEach(name -> register(name, read, parts, new HashSet<>()));
    return parts;
  }

  private static FileProblem twice(RouteFile file, RouteFile other) {
    return RouteShape.problem(
        file,
        Place.UNKNOWN,
        "connector-twice",
        "There is a connector '" + file.name() + "' in " + other.file().shown() + " too.",
        "Rename one of the two.");
  }

  private Read read(RouteFile file) {
    RouteShape.check(file);
    RouteTemplateDefinition template =
        RouteText.parsed(camel, file, file.file().text(), RouteMistake.Stage.READING).template();
    return new Read(file, template, KameletUses.of(template));
  }

  /** Those that it uses come first, for their names stand in it. */
  private void register(
      String name, Map<String, Read> read, Map<String, ConnectorPart> parts, Set<String> above) {
    Read one = read.get(name);
    if (one == null || parts.containsKey(name) || !above.add(name)) {
      return;
    }
    one.uses.forEach(used -> register(used, read, parts, above));
    StringBuilder fingerprint = new StringBuilder(one.file.file().hash());
    one.uses.stream()
        .map(parts::get)
        .filter(part -> part != null)
        .forEach(part -> fingerprint.append(' ').append(part.fingerprint()));
    ConnectorPart known = current.get(name);
    if (known != null && known.fingerprint().contentEquals(fingerprint)) {
      parts.put(name, known);
      return;
    }
    String template = freeName(name);
    one.template.setId(template);
    KameletUses.rename(one.template, parts);
    add(template, one.template);
    parts.put(name, new ConnectorPart(one.file, template, fingerprint.toString(), one.uses));
  }

  /** Names come back into use, for Camel remembers each that it has ever seen. */
  private String freeName(String name) {
    int number = 1;
    while (registered.containsKey(name + "--" + number)) {
      number++;
    }
    return name + "--" + number;
  }

  private void add(String id, RouteTemplateDefinition template) {
    try {
      template.setCamelContext(camel);
      model.addRouteTemplateDefinition(template);
      registered.put(id, template);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on these count; no other stays in Camel. Routes that were made of others go on. */
  void take(Map<String, ConnectorPart> parts) {
    current = Map.copyOf(parts);
    forgetAllBut(parts.values());
  }

  /** What was prepared is not taken. */
  void drop() {
    forgetAllBut(current.values());
  }

  private void forgetAllBut(Collection<ConnectorPart> kept) {
    Set<String> names = new HashSet<>();
    kept.forEach(part -> names.add(part.template()));
    for (String id : new ArrayList<>(registered.keySet())) {
      if (!names.contains(id)) {
        try {
          model.removeRouteTemplateDefinition(registered.remove(id));
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private record Read(RouteFile file, RouteTemplateDefinition template, Set<String> uses) {}
}
