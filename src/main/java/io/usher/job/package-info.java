/**
 * Many deliveries redelivered, or many events re-routed, by one wish: a preview, then a job that
 * goes on through restarts until it is done.
 */
@NullMarked
package io.usher.job;

import org.jspecify.annotations.NullMarked;
