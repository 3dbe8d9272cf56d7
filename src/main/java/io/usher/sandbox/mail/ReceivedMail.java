package io.usher.sandbox.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it came in.
 *
 * @param to the To header, decoded; {@code recipients} is whom SMTP was told
 * @param text the text alternative, null when the mail has none
 * @param headers decoded, one {@code Name: value} each, in their order
 */
public record ReceivedMail(
    long id,
    String from,
    String to,
    List<String> recipients,
    String subject,
    String messageId,
    Instant receivedAt,
    @Nullable String text,
    @Nullable String html,
    List<String> headers) {}
