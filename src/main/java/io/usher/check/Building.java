package io.usher.check;

import io.usher.scratch.NotHere;
import io.usher.scratch.ScratchCamel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Has Camel build each file's routes. What it takes is right, whatever anybody thinks of its looks.
 */
final class Building {

  private final ScratchCamel camel;

  Building(ScratchCamel camel) {
    this.camel = camel;
  }

  /** Why Camel refuses a connector; null when it takes it. */
  @Nullable Exception kamelet(String file, WorkFiles files) {
    byte[] bytes = files.files().get(file);
    return refusal(file, bytes == null ? new byte[0] : bytes, null);
  }

  /** The same file; it knows then whether Camel refused it. */
  RouteFile route(RouteFile route) {
    if (route.yaml().root() != null && !route.usesTemplates()) {
      byte[] bytes = route.yaml().text().getBytes(StandardCharsets.UTF_8);
      Exception refusal = refusal(route.source(), bytes, new Completing(route));
      if (refusal != null) {
        route.refused(refusal);
      }
    }
    return route;
  }

  private @Nullable Exception refusal(
      String file, byte[] bytes, ScratchCamel.@Nullable Completion completing) {
    try {
      camel.load(file, bytes, completing);
      return null;
    } catch (Exception e) {
      return isOurs(e) ? null : e;
    }
  }

  /** What a real hub has and this one hasn't says nothing of the file. */
  private static boolean isOurs(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof NotHere) {
        return true;
      }
    }
    return false;
  }

  /** As the loader does, but nothing begins: routes get a way in that nobody uses. */
  private record Completing(RouteFile file) implements ScratchCamel.Completion {

    @Override
    public void afterConfigure(RouteBuilder builder) {
      List<RouteDefinition> routes = builder.getRouteCollection().getRoutes();
      for (int i = 0; i < routes.size(); i++) {
        RouteDefinition route = routes.get(i);
        String id = file.customer() + "/" + file.name() + (i == 0 ? "" : "/" + i);
        route.setId(id);
        if (!route.isErrorHandlerFactorySet()) {
          route.errorHandler(new NoErrorHandlerDefinition());
        }
        if (route.getInput() != null) {
          route.getInput().setUri("direct:" + id.replace('/', '.'));
        }
      }
    }
  }
}
