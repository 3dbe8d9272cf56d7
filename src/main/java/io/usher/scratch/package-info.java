/**
 * A Camel context that can't reach anything: routes are built in it to see whether they can be, and
 * run in it to see what they would send.
 */
@NullMarked
package io.usher.scratch;

import org.jspecify.annotations.NullMarked;
