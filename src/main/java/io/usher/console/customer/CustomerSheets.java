package io.usher.console.customer;

import io.usher.console.route.FlowReader;
import io.usher.customer.Customer;
import io.usher.outbox.OutboxEndpoint;
import io.usher.settings.HubSettings;
import io.usher.store.Arrivals;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Puts together what a customer's page shows. */
@Component
class CustomerSheets {

  private final Arrivals arrivals;
  private final DestinationStore destinations;
  private final FlowReader flows;
  private final CamelContext camel;
  private final HubSettings settings;
  private final Environment environment;

  CustomerSheets(
      Arrivals arrivals,
      DestinationStore destinations,
      FlowReader flows,
      CamelContext camel,
      HubSettings settings,
      Environment environment) {
    this.arrivals = arrivals;
    this.destinations = destinations;
    this.flows = flows;
    this.camel = camel;
    this.settings = settings;
    this.environment = environment;
  }

  List<SourceSheet> sources(Customer customer) {
    Map<String, Instant> last =
        arrivals.last().stream()
            .filter(one -> one.customer().equals(customer.id()))
            .collect(Collectors.toMap(Arrivals.LastArrival::source, Arrivals.LastArrival::at));
    return customer.sources().stream()
        .map(
            source ->
                new SourceSheet(
                    source, address() + "/hooks/" + source.path(), last.get(source.name())))
        .toList();
  }

  private String address() {
    return settings.publicUrl().isBlank()
        ? "http://127.0.0.1:" + environment.getProperty("local.server.port", "8080")
        : settings.publicUrl().replaceFirst("/+$", "");
  }

  boolean hasPublicAddress() {
    return !settings.publicUrl().isBlank();
  }

  List<DestinationSheet> destinations(Customer customer) {
    Map<String, DestinationState> states =
        destinations.states().stream()
            .filter(state -> state.customer().equals(customer.id()))
            .collect(Collectors.toMap(DestinationState::destination, s -> s));
    return flows.of(customer.id()).destinations().stream()
        .filter(target -> target.hasRoute())
        .map(
            target ->
                new DestinationSheet(
                    target,
                    states.getOrDefault(
                        target.name(), DestinationState.free(customer.id(), target.name())),
                    destinations.open(customer.id(), target.name()),
                    limits(customer.id(), target.name())))
        .toList();
  }

  private @Nullable OutboxEndpoint limits(String customer, String destination) {
    return camel.getRoutes().stream()
        .map(route -> route.getEndpoint())
        .filter(OutboxEndpoint.class::isInstance)
        .map(OutboxEndpoint.class::cast)
        .filter(
            one -> one.getDestination().equals(destination) && customer.equals(one.getCustomer()))
        .findFirst()
        .orElse(null);
  }
}
