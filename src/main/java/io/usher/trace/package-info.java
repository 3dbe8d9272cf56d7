/**
 * Traces from webhook to attempt, for OpenTelemetry. A trace's id is its event's id without dashes,
 * so nothing has to be stored for it, and whoever has the one finds the other.
 */
@NullMarked
package io.usher.trace;

import org.jspecify.annotations.NullMarked;
