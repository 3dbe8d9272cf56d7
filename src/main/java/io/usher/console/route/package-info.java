/** Routes as pictures and as text. */
@NullMarked
package io.usher.console.route;

import org.jspecify.annotations.NullMarked;
