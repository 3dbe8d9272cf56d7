/** Commands that open the store themselves, whether or not a hub runs. */
@NullMarked
package io.usher.cli.store;

import org.jspecify.annotations.NullMarked;
