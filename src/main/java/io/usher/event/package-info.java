/**
 * What an event is: the words that every other package speaks, and the payload as routes see it.
 */
@NullMarked
package io.usher.event;

import org.jspecify.annotations.NullMarked;
