/** The REST API under {@code /api/v1}. */
@NullMarked
package io.usher.api;

import org.jspecify.annotations.NullMarked;
