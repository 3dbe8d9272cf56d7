/** Who did what, when, from where, on what, and how it ended. */
@NullMarked
package io.usher.audit;

import org.jspecify.annotations.NullMarked;
