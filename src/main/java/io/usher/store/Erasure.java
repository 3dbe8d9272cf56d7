package io.usher.store;

import java.time.Instant;

/**
 * That a person's data was erased, when and by whom.
 *
 * @param emailSha256 the hash of the person's address in lower case, to find the record by
 * @param record as JSON: which events, and how much
 */
public record Erasure(
    String id, Instant erasedAt, String erasedBy, String emailSha256, String record) {}
