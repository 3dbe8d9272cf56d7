/** The hub's own settings, and the sentences that it ends with when they can't be right. */
@NullMarked
package io.usher.settings;

import org.jspecify.annotations.NullMarked;
