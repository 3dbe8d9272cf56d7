package io.usher.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the intake takes.
 *
 * @param maxBody larger bodies are refused with 413 while they are read
 * @param memory what the bodies of all webhooks under way may take together; 0: a sixteenth of the
 *     heap
 * @param readTimeout how long a sender may take for its whole body
 * @param port of its own for webhooks; 0: they come in where everything does
 */
@ConfigurationProperties("usher.webhook")
record WebhookSettings(
    @DefaultValue("1MB") DataSize maxBody,
    @DefaultValue("0") DataSize memory,
    @DefaultValue("10s") Duration readTimeout,
    @DefaultValue("0") int port) {

  private static final int PART_OF_HEAP = 16;

  /** Room for one body of the largest size there must always be. */
  long bodyRoom() {
    long set = memory.toBytes();
    long bytes = set > 0 ? set : Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    return Math.max(bytes, maxBody.toBytes());
  }
}
