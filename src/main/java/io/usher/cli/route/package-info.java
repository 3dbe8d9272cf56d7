/** Commands that look at routes and try them, without a hub. */
@NullMarked
package io.usher.cli.route;

import org.jspecify.annotations.NullMarked;
