package io.usher.routing;

import io.usher.settings.FileProblems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A text that Camel has read; nothing of it runs. */
final class RouteText {

  private final RouteBuilder builder;

  private RouteText(RouteBuilder builder) {
    this.builder = builder;
  }

  /**
   * @throws FileProblems with the line that can't be read
   */
  static RouteText parsed(
      CamelContext camel, RouteFile file, String text, RouteMistake.Stage stage) {
    try {
      Resource resource =
          ResourceHelper.fromBytes(location(file), text.getBytes(StandardCharsets.UTF_8));
      RouteBuilder builder =
          only(PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource)));
      builder.setCamelContext(camel);
      builder.setResource(resource);
      builder.configureRoutes(camel);
      return new RouteText(builder);
    } catch (FileProblems e) {
      throw e;
    } catch (Exception | StackOverflowError | LinkageError e) {
      throw new FileProblems(new RouteMistake(file, text, null).problem(e, stage));
    }
  }

  /** Camel goes by the end of a name. */
  private static String location(RouteFile file) {
    return "file:" + file.file().shown().replaceFirst("\\.template\\.yaml$", ".camel.yaml");
  }

  private static RouteBuilder only(java.util.Collection<RoutesBuilder> builders) {
    List<RouteBuilder> routes = new ArrayList<>();
    builders.stream()
        .filter(RouteBuilder.class::isInstance)
        .map(RouteBuilder.class::cast)
        .forEach(routes::add);
    if (routes.size() != 1) {
      throw new IllegalArgumentException("it holds no route");
    }
    return routes.get(0);
  }

  List<RouteDefinition> routes() {
    return builder.getRouteCollection().getRoutes();
  }

  List<TemplatedRouteDefinition> templated() {
    return builder.getTemplatedRouteCollection().getTemplatedRoutes();
  }

  RouteTemplateDefinition template() {
    List<RouteTemplateDefinition> templates =
        builder.getRouteTemplateCollection().getRouteTemplates();
    if (templates.size() != 1) {
      throw new IllegalArgumentException("it holds no template");
    }
    return templates.get(0);
  }

  /** Makes a route of a template's as if it had been written in this file. */
  void adopt(RouteDefinition route) {
    builder.getTemplatedRouteCollection().getTemplatedRoutes().clear();
    builder.getRouteCollection().route(route);
  }

  /** Starts the route as far as its {@code autoStartup} says. */
  void addTo(CamelContext camel) throws Exception {
    camel
        .getCamelContextExtension()
        .getContextPlugin(org.apache.camel.model.Model.class)
        .addRouteDefinitions(routes());
  }
}
