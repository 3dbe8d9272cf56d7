package io.usher.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one destination would do with an event.
 *
 * @param sendings in the order in which they would leave; empty when it fails before
 * @param failure why it would fail; null when it wouldn't
 */
public record Reached(String destination, List<Sending> sendings, @Nullable String failure) {}
