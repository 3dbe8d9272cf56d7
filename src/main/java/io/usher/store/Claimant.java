package io.usher.store;

/** Whoever claims rows and works on them, as the hub's stop sees it. Safe for all threads. */
public interface Claimant {

  /** Claims nothing more; what was claimed goes on. */
  void stopClaiming();

  /** Rows that are claimed, or being claimed, and whose outcome is not recorded yet. */
  int underWay();
}
