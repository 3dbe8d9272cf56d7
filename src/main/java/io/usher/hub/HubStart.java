package io.usher.hub;

import io.usher.reload.Reload;
import io.usher.webhook.Intake;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The last steps of a start: customers, then the door opens, then routes. The web server already
 * answers meanwhile, with 503 for webhooks.
 */
@Component
class HubStart {

  private final Reload reload;
  private final Intake intake;
  private final Welcome welcome;

  HubStart(Reload reload, Intake intake, Welcome welcome) {
    this.reload = reload;
    this.intake = intake;
    this.welcome = welcome;
  }

  @EventListener(ApplicationStartedEvent.class)
  void open() {
    reload.start(intake::open);
    welcome.print(reload.customers());
  }
}
