/**
 * Looks at the hub now and then, and tells machines how it does: gauges and health. A part that
 * wants to say something of its own adds a bean {@code xHealthIndicator}, which becomes the
 * component {@code x} of {@code /actuator/health}, or registers meters of its own.
 */
@NullMarked
package io.usher.health;

import org.jspecify.annotations.NullMarked;
