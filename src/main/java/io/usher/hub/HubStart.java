package io.usher.hub;

import io.usher.customer.Customer;
import io.usher.customer.CustomerFolder;
import io.usher.customer.Customers;
import io.usher.routing.Routes;
import io.usher.webhook.Intake;
import io.usher.webhook.Verifiers;
import java.util.List;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The last steps of a start: customers, routes, then the door opens. The web server already answers
 * meanwhile, with 503 for webhooks.
 */
@Component
class HubStart {

  private final CustomerFolder folder;
  private final Customers customers;
  private final Verifiers verifiers;
  private final Routes routes;
  private final Intake intake;
  private final Welcome welcome;

  HubStart(
      CustomerFolder folder,
      Customers customers,
      Verifiers verifiers,
      Routes routes,
      Intake intake,
      Welcome welcome) {
    this.folder = folder;
    this.customers = customers;
    this.verifiers = verifiers;
    this.routes = routes;
    this.intake = intake;
    this.welcome = welcome;
  }

  @EventListener(ApplicationStartedEvent.class)
  void open() {
    List<Customer> all = folder.read();
    all.forEach(verifiers::check);
    customers.replace(all);
    routes.load(all);
    intake.open();
    welcome.print(all);
  }
}
