/** The sources that the customers' files declare, read without a hub. */
@NullMarked
package io.usher.cli.source;

import org.jspecify.annotations.NullMarked;
