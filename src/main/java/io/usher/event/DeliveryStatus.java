package io.usher.event;

/** Where a delivery stands on its way to its destination. */
public enum DeliveryStatus {
  PENDING,
  /** Somebody holds it until its lease ends. */
  IN_FLIGHT,
  DELIVERED,
  /** An attempt failed for a passing reason; the next one has a time. */
  RETRYING,
  /** Its attempts are used up or its failure is permanent. */
  DEAD,
  /** A person gave it up. */
  DISCARDED
}
