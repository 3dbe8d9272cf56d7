/** The web pages: plain HTML that works without script. Here is what all of them share. */
@NullMarked
package io.usher.console;

import org.jspecify.annotations.NullMarked;
