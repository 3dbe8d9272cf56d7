/**
 * What is a word, and when a row has those that somebody typed. Knows no SQL but its query words.
 */
@NullMarked
package io.usher.store.search;

import org.jspecify.annotations.NullMarked;
