/**
 * Loads the route files that people edit, one at a time, and tells what is wrong with one in words
 * they can use.
 */
@NullMarked
package io.usher.routing;

import org.jspecify.annotations.NullMarked;
