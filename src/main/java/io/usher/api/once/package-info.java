/** Changes that are asked for twice are made once, where the asker sends an Idempotency-Key. */
@NullMarked
package io.usher.api.once;

import org.jspecify.annotations.NullMarked;
