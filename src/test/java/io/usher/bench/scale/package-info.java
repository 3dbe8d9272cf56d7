/** A model of many hubs and databases, and a simulation that it is held against. */
@NullMarked
package io.usher.bench.scale;

import org.jspecify.annotations.NullMarked;
