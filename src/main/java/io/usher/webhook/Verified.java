package io.usher.webhook;

import org.jspecify.annotations.Nullable;

/**
 * What a verifier found in a webhook. Texts are cleaned: without control characters and of a
 * bounded length.
 *
 * @param key what makes it the same event when it is sent again; null to take the body's hash
 * @param transaction empty when none is named
 * @param suspicion why a person should look before it is routed; null when all is well
 */
public record Verified(
    @Nullable String key,
    String type,
    String transaction,
    @Nullable String organization,
    @Nullable String buyerName,
    @Nullable String buyerEmail,
    @Nullable String suspicion) {}
