package io.usher.store;

import java.util.NavigableSet;

/**
 * An event's words, made of what was read.
 *
 * @param state what of its row says whether they are still true: changes when its texts do
 */
record IndexedEvent(String id, NavigableSet<String> words, String state) {}
