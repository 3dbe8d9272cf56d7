/**
 * The fault bench: the real jar as processes, with real destinations, under faults. Lost and twice
 * are counted at the senders and at the destinations, never from the hub's own tables. Run it with
 * {@code bench/faults/run}.
 */
package io.usher.faults.bench;
