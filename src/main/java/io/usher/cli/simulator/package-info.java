/** Sends webhooks as Showpass does, to try a hub without Showpass. */
@NullMarked
package io.usher.cli.simulator;

import org.jspecify.annotations.NullMarked;
