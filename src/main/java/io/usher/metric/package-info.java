/**
 * Keeps metrics small: their labels come from configuration only, and beyond a number they are
 * {@code other}.
 */
@NullMarked
package io.usher.metric;

import org.jspecify.annotations.NullMarked;
