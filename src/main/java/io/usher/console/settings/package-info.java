/** Users, tokens, and who did what. */
@NullMarked
package io.usher.console.settings;

import org.jspecify.annotations.NullMarked;
