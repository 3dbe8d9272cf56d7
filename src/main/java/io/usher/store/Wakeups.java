package io.usher.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whoever waits for an inbox or an outbox that something came in, right after the commit that
 * brought it.
 */
public final class Wakeups {

  private final Map<String, Runnable> sleepers = new ConcurrentHashMap<>();

  public void listenInbox(String customer, Runnable wake) {
    sleepers.put(inbox(customer), wake);
  }

  public void forgetInbox(String customer, Runnable wake) {
    sleepers.remove(inbox(customer), wake);
  }

  public void listenOutbox(String customer, String destination, Runnable wake) {
    sleepers.put(outbox(customer, destination), wake);
  }

  public void forgetOutbox(String customer, String destination, Runnable wake) {
    sleepers.remove(outbox(customer, destination), wake);
  }

  void wakeInbox(String customer) {
    wake(inbox(customer));
  }

  void wakeOutbox(String customer, String destination) {
    wake(outbox(customer, destination));
  }

  private void wake(String name) {
    Runnable sleeper = sleepers.get(name);
    if (sleeper != null) {
      sleeper.run();
    }
  }

  private static String inbox(String customer) {
    return "inbox " + customer;
  }

  private static String outbox(String customer, String destination) {
    return "outbox " + customer + "/" + destination;
  }
}
