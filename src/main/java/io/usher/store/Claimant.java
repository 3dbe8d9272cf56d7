package io.usher.store;

/**
 * Whoever claims rows and works on them, as the hub's stop and the swap of routes see it. Safe for
 * all threads.
 */
public interface Claimant {

  /** Claims nothing more; what was claimed goes on. */
  void stopClaiming();

  /** Rows that are claimed, or being claimed, and whose outcome is not recorded yet. */
  int underWay();

  /**
   * What it does from now on is recorded as done by this version of its customer's files.
   *
   * @param version 0 where none is known
   */
  void ofVersion(int version);
}
