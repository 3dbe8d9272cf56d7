package io.usher.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.outbox.Failure;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the outbox relies on, whatever the connector. */
public abstract class ConnectorContract extends Destinations {

  /** Delivers an ordinary sale. */
  protected abstract Exchange deliver();

  /** How often something arrived at the other side. */
  protected abstract int arrived();

  /** The other side answers that it is not well. */
  protected abstract void outage();

  /** The other side says no to this very event. */
  protected abstract void refusal();

  /** The other side no longer takes our credential. */
  protected abstract void wrongCredential();

  @Test
  void deliversOnce() {
    Exchange exchange = deliver();
    assertThat(exchange.getException()).isNull();
    assertThat(arrived()).isEqualTo(1);
    assertThat(exchange.getVariable("response", String.class)).isNotBlank();
  }

  @Test
  @Timeout(60)
  void anOutageIsPassing() {
    outage();
    assertTold(failure(deliver()), false);
  }

  @Test
  @Timeout(60)
  void aRefusalIsPermanent() {
    refusal();
    assertTold(failure(deliver()), true);
  }

  @Test
  @Timeout(60)
  void aWrongCredentialIsPassingAndNamed() {
    wrongCredential();
    Failure failure = failure(deliver());
    assertTold(failure, false);
    assertThat(failure.sentence()).contains("Renew");
  }

  private static void assertTold(Failure failure, boolean permanent) {
    assertThat(failure.permanent()).as(failure.toString()).isEqualTo(permanent);
    assertThat(failure.sentence()).endsWith(".");
    assertThat(failure.sentence() + failure.cause())
        .doesNotContain(StandIns.SECRET, "Dana", "Whitfield", "dana.whitfield@example.com");
  }
}
