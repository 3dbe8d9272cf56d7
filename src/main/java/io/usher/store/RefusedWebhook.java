package io.usher.store;

import org.jspecify.annotations.Nullable;

/**
 * A webhook that was not stored, without its content.
 *
 * @param customer null when its path belongs to nobody
 */
public record RefusedWebhook(
    @Nullable String customer,
    @Nullable String source,
    String address,
    int status,
    String code,
    String sentence,
    long size) {}
