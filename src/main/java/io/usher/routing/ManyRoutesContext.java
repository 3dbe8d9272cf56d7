package io.usher.routing;

import org.apache.camel.spring.boot.CamelSpringBootApplicationController;
import org.apache.camel.spring.boot.SpringBootCamelContext;
import org.springframework.context.ApplicationContext;

/**
 * Camel for thousands of routes. Before it adds one, Camel removes any of the same id, and to see
 * what that one alone used it looks through all others, also when there is none of that id: adding
 * 2,200 routes took minutes.
 */
final class ManyRoutesContext extends SpringBootCamelContext {

  ManyRoutesContext(
      ApplicationContext application, CamelSpringBootApplicationController controller) {
    super(application, false, controller);
  }

  @Override
  public boolean removeRoute(String id) throws Exception {
    return getRouteController().getRouteStatus(id) != null && super.removeRoute(id);
  }
}
