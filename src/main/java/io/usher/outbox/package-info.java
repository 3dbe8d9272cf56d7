/**
 * The Camel component {@code outbox:}: deliveries wait here for their destination, and every
 * attempt is recorded.
 */
@NullMarked
package io.usher.outbox;

import org.jspecify.annotations.NullMarked;
