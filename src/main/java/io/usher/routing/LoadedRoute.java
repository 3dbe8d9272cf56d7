package io.usher.routing;

import org.jspecify.annotations.Nullable;

/**
 * A route that people wrote, as it runs now.
 *
 * @param kind {@code router} or {@code destination}
 */
public record LoadedRoute(
    String id,
    String customer,
    String kind,
    String file,
    String status,
    @Nullable String description) {}
