package io.usher.store;

import java.util.Map;

/**
 * A change of files to be recorded.
 *
 * @param digest of all files of the scope
 * @param contents of all files of the scope, by path
 */
public record NewVersion(
    String scope,
    String hub,
    String author,
    String reason,
    String digest,
    Map<String, Content> contents) {

  /**
   * @param hash by which the same bytes are kept once
   */
  @SuppressWarnings("ArrayRecordComponent") // only written
  public record Content(String hash, byte[] bytes) {}
}
