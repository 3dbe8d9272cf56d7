package io.usher.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the intake takes.
 *
 * @param maxBody larger bodies are refused with 413 while they are read
 * @param readTimeout how long a sender may take for its whole body
 * @param port of its own for webhooks; 0: they come in where everything does
 */
@ConfigurationProperties("usher.webhook")
record WebhookSettings(
    @DefaultValue("1MB") DataSize maxBody,
    @DefaultValue("10s") Duration readTimeout,
    @DefaultValue("0") int port) {}
