/** What needs a person, and whether a person would be told. */
@NullMarked
package io.usher.console.alarm;

import org.jspecify.annotations.NullMarked;
