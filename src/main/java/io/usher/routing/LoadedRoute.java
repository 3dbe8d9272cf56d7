package io.usher.routing;

import io.usher.settings.FileProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route that people wrote, as it runs now.
 *
 * @param kind {@code router} or {@code destination}
 * @param status {@code Started}; {@code Missing} when its file could not be taken and no older one
 *     is known
 * @param version the customer's version that it is of; 0 when none was recorded
 * @param current whether it runs what its file says; if not, an older version runs
 * @param problems why its file was not taken, and what else there is to say about it
 */
public record LoadedRoute(
    String id,
    String customer,
    String kind,
    String file,
    String status,
    @Nullable String description,
    int version,
    boolean current,
    List<FileProblem> problems) {}
