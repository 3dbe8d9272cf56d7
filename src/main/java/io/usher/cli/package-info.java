/** The command line: nouns and verbs that work without starting the hub. */
@NullMarked
package io.usher.cli;

import org.jspecify.annotations.NullMarked;
