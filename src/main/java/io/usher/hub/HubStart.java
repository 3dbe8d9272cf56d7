package io.usher.hub;

import io.usher.reload.Reload;
import io.usher.webhook.EarlyWebhooks;
import io.usher.webhook.Intake;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The last steps of a start: customers, then the door opens, then routes. Before that webhooks are
 * taken by {@link EarlyWebhooks}, or answered 503.
 */
@Component
class HubStart {

  private final Reload reload;
  private final Intake intake;
  private final ObjectProvider<EarlyWebhooks> early;
  private final Welcome welcome;

  HubStart(Reload reload, Intake intake, ObjectProvider<EarlyWebhooks> early, Welcome welcome) {
    this.reload = reload;
    this.intake = intake;
    this.early = early;
    this.welcome = welcome;
  }

  @EventListener(ApplicationStartedEvent.class)
  void open() {
    reload.start(this::openTheDoor);
    welcome.print(reload.customers());
  }

  private void openTheDoor() {
    intake.open();
    early.ifAvailable(EarlyWebhooks::leave);
  }
}
