/** What came in, and where it went: the list of events, and one event. */
@NullMarked
package io.usher.console.event;

import org.jspecify.annotations.NullMarked;
