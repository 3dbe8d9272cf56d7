package io.usher.store;

/** An event that was received longer ago than it has to be kept, and the size of its payload. */
public record AgedEvent(String id, long receivedAt, long size) {}
