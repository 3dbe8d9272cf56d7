/** Tries routes on events without sending anything, and runs the tests that route authors write. */
@NullMarked
package io.usher.trial;

import org.jspecify.annotations.NullMarked;
