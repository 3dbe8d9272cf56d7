/** The page that tells what was sold on a day. */
@NullMarked
package io.usher.console.sales;

import org.jspecify.annotations.NullMarked;
