package io.usher.webhook;

import io.usher.customer.Source;
import io.usher.event.EventStatus;
import io.usher.store.NewEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The route's first step: turns a webhook into an event that may be stored, or refuses it. */
@Component
final class VerifyWebhook implements Processor {

  private final Verifiers verifiers;
  private final AddressRule addresses;

  VerifyWebhook(Verifiers verifiers, AddressRule addresses) {
    this.verifiers = verifiers;
    this.addresses = addresses;
  }

  @Override
  public void process(Exchange exchange) {
    Webhook webhook = exchange.getMessage().getBody(Webhook.class);
    Source source = webhook.source();
    if (!addresses.allows(source, webhook.address())) {
      throw new Refusal(
          403,
          "address-not-allowed",
          "This source takes no webhooks from the address " + webhook.address() + ".");
    }
    Verified verified = verifiers.of(source).verify(webhook);
    exchange.getMessage().setBody(newEvent(webhook, verified));
  }

  private static NewEvent newEvent(Webhook webhook, Verified verified) {
    Source source = webhook.source();
    String suspicion = suspicion(source, verified);
    return new NewEvent(
        source.customer(),
        source.name(),
        verified.key() == null ? sha256(webhook.body()) : verified.key(),
        verified.type(),
        verified.transaction(),
        verified.buyerName(),
        verified.buyerEmail(),
        suspicion == null ? EventStatus.ACCEPTED : EventStatus.QUARANTINED,
        suspicion,
        webhook.body());
  }

  private static @Nullable String suspicion(Source source, Verified verified) {
    if (verified.suspicion() != null) {
      return verified.suspicion();
    }
    boolean foreign =
        source.organization() != null && !source.organization().equals(verified.organization());
    return foreign
        ? "It names organization %s, and this source is for %s."
            .formatted(verified.organization(), source.organization())
        : null;
  }

  private static String sha256(byte[] bytes) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
