/** What every stand-in of the sandbox shares: being taken down, being emptied, bounded memory. */
@NullMarked
package io.usher.sandbox.standin;

import org.jspecify.annotations.NullMarked;
