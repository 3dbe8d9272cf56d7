/** Today at a glance: what came, what went, what fails and why. */
@NullMarked
package io.usher.console.overview;

import org.jspecify.annotations.NullMarked;
