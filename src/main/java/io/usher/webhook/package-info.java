/**
 * Receives and verifies: a Camel {@code platform-http} route on an engine of ours that hands on the
 * exact bytes, reads under a limit, and answers when the event is on disk without keeping a thread
 * waiting for it.
 */
@NullMarked
package io.usher.webhook;

import org.jspecify.annotations.NullMarked;
