package io.usher.webhook;

import org.springframework.stereotype.Component;

/** Opens and closes the way in, for the hub's start and stop. */
@Component
public class Intake {

  private final WebhookEngine engine;

  Intake(WebhookEngine engine) {
    this.engine = engine;
  }

  public void open() {
    engine.open();
  }

  public void close() {
    engine.close();
  }

  /**
   * The hub has been asked to stop: whatever is answered from now on must not say "don't retry".
   */
  public boolean isStopping() {
    return engine.isStopping();
  }

  /** Webhooks that came in and are not answered yet. */
  public int underWay() {
    return engine.underWay();
  }

  public boolean isOpen() {
    return engine.ready() != null;
  }
}
