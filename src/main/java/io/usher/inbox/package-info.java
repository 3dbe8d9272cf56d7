/**
 * The Camel component {@code inbox:}: hands each accepted event to its customer's router, and
 * writes what the router decided in one commit.
 */
@NullMarked
package io.usher.inbox;

import org.jspecify.annotations.NullMarked;
