/**
 * The one store: events, deliveries and attempts. Every write goes through {@link
 * io.usher.store.GroupCommit}; readers have connections of their own. What differs between
 * databases is in {@link io.usher.store.DatabaseType}.
 */
@NullMarked
package io.usher.store;

import org.jspecify.annotations.NullMarked;
