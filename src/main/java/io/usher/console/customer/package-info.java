/** Who we serve: sources, connections and destinations, and whether they work. */
@NullMarked
package io.usher.console.customer;

import org.jspecify.annotations.NullMarked;
