package io.usher.store;

import java.util.function.Supplier;

/**
 * Work that the hub does for itself, such as watching over all destinations, and that needs to see
 * everybody's rows. Never around something that answers a person or a script.
 */
public final class HubsOwn {

  private static final ThreadLocal<Boolean> AT_WORK = ThreadLocal.withInitial(() -> false);

  private HubsOwn() {}

  public static <T> T call(Supplier<T> work) {
    boolean before = AT_WORK.get();
    AT_WORK.set(true);
    try {
      return work.get();
    } finally {
      AT_WORK.set(before);
    }
  }

  /** Whether this thread is within such work. */
  public static boolean isAtWork() {
    return AT_WORK.get();
  }
}
