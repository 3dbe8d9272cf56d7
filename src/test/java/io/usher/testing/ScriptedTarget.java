package io.usher.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;

/** A destination's far side that does what the test says and remembers whom it was given. */
public final class ScriptedTarget implements Processor {

  /** What the far side does with an event. */
  @FunctionalInterface
  public interface Behaviour {
    void receive(String uuid) throws Exception;
  }

  private static final Behaviour TAKES_ALL = uuid -> {};

  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final Map<String, List<String>> received = new ConcurrentHashMap<>();

  @Override
  public void process(Exchange exchange) throws Exception {
    // Camel's own id tells versions of a route apart: demo/crm@2.
    String route = exchange.getFromRouteId().replaceFirst("@.*", "");
    com.fasterxml.jackson.databind.JsonNode body =
        exchange.getMessage().getBody(com.fasterxml.jackson.databind.JsonNode.class);
    String uuid = body.path("webhook_event_uuid").asText();
    behaviours.getOrDefault(route, TAKES_ALL).receive(uuid);
    received(route).add(uuid);
  }

  /** The route {@code demo/<destination>} does this from now on. */
  public void at(String route, Behaviour behaviour) {
    behaviours.put(route, behaviour);
  }

  /** What the route's far side took, in order. */
  public List<String> received(String route) {
    return received.computeIfAbsent(route, r -> new CopyOnWriteArrayList<>());
  }

  /** Adds the target to a hub, for routes that say {@code process: {ref: target}}. */
  public static class Beans {
    @Bean
    public ScriptedTarget target() {
      return new ScriptedTarget();
    }
  }
}
