/** Deliveries by status and cause, redelivering many, and the jobs that do it. */
@NullMarked
package io.usher.console.delivery;

import org.jspecify.annotations.NullMarked;
