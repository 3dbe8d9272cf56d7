package io.usher.routing;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Notes what Camel makes while a route is built, so that all of it can go with the route. Other
 * threads make things too, for routes that run; those don't count.
 */
final class Made extends LifecycleStrategySupport {

  private final ThreadLocal<@Nullable Things> building = new ThreadLocal<>();

  /** What was made. */
  static final class Things {
    final List<String> components = new ArrayList<>();
    final List<Endpoint> endpoints = new ArrayList<>();
  }

  Things note() {
    Things things = new Things();
    building.set(things);
    return things;
  }

  void stop() {
    building.remove();
  }

  @Override
  public void onComponentAdd(String name, Component component) {
    Things things = building.get();
    if (things != null) {
      things.components.add(name);
    }
  }

  @Override
  public void onEndpointAdd(Endpoint endpoint) {
    Things things = building.get();
    if (things != null) {
      things.endpoints.add(endpoint);
    }
  }
}
