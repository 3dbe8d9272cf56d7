/** Measures what changes of files cost a hub; started by {@code bench/reload/run}. */
@NullMarked
package io.usher.reload.bench;

import org.jspecify.annotations.NullMarked;
