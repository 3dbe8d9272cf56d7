package io.usher.store;

import java.time.Instant;
import java.util.List;

/**
 * A change of files that was taken.
 *
 * @param number unique in the whole store, also where several hubs share it
 * @param scope whose files: a customer's id, {@code connectors} or {@code shared}
 * @param hub which hub took it
 * @param author the file's owner, or who was signed in
 * @param reason why, such as {@code changed} or {@code rollback to 12}
 * @param paths of the files that it changed
 */
public record FileVersion(
    int number,
    String scope,
    String hub,
    Instant takenAt,
    String author,
    String reason,
    List<String> paths) {}
