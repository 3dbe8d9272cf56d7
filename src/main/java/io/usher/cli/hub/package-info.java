/** Commands that ask a running hub, over its REST API. */
@NullMarked
package io.usher.cli.hub;

import org.jspecify.annotations.NullMarked;
