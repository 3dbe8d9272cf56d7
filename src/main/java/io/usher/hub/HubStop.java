package io.usher.hub;

import io.usher.reload.Reload;
import io.usher.store.Claimant;
import io.usher.webhook.Intake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The first steps of a stop, while web server and Camel still run: the door closes, nothing more is
 * claimed, what is under way ends. Senders on open connections are told to come back meanwhile:
 * once the web server stops it just ends their connections.
 */
@Component
class HubStop {

  private static final Logger LOG = LoggerFactory.getLogger("usher");
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int ROUTES_A_SECOND = 200;

  private final Reload reload;
  private final Intake intake;
  private final CamelContext camel;
  private final OpenConnections connections;
  private final StopSettings settings;

  HubStop(
      Reload reload,
      Intake intake,
      CamelContext camel,
      OpenConnections connections,
      StopSettings settings) {
    this.reload = reload;
    this.intake = intake;
    this.camel = camel;
    this.connections = connections;
    this.settings = settings;
  }

  @EventListener(ContextClosedEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void stop() {
    if (!intake.isOpen()) {
      // A start that failed has nothing under way, and its one sentence stands alone.
      return;
    }
    long began = System.nanoTime();
    intake.close();
    reload.stop();
    List<Claimant> claimants = claimants();
    claimants.forEach(Claimant::stopClaiming);
    LOG.info("Stopping. {} under way.", underWay(claimants));
    try {
      awaitEnd(claimants, began);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Camel would wait for the same things once more.
    camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
    camel.getShutdownStrategy().setTimeout(1 + camel.getRoutesSize() / ROUTES_A_SECOND);
  }

  private List<Claimant> claimants() {
    return camel.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(Claimant.class::isInstance)
        .map(Claimant.class::cast)
        .toList();
  }

  private void awaitEnd(List<Claimant> claimants, long began) throws InterruptedException {
    while (passed(began).compareTo(settings.linger()) < 0 && connections.any()) {
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    }
    while (underWay(claimants) > 0) {
      if (passed(began).compareTo(settings.limit()) >= 0) {
        LOG.warn(
            "{} still under way after {} s (usher.stop.limit); the next start takes it up again.",
            underWay(claimants),
            settings.limit().toSeconds());
        return;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    }
  }

  private int underWay(List<Claimant> claimants) {
    return intake.underWay() + claimants.stream().mapToInt(Claimant::underWay).sum();
  }

  private static Duration passed(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
