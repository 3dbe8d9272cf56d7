package io.usher.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells whoever waits for an inbox or an outbox that something came in, right after the commit that
 * brought it; where other processes share the store, them too. Safe for all threads.
 */
public final class Wakeups {

  private static final String INBOX = "inbox ";

  private final Map<String, Runnable> sleepers = new ConcurrentHashMap<>();
  private volatile Runnable anyInbox = () -> {};
  private final OpenSlots slots = new OpenSlots();
  private final Rush rush;
  private volatile Consumer<String> others = name -> {};

  Wakeups(Rush rush) {
    this.rush = rush;
  }

  /**
   * @param others told the name of each inbox or outbox that we woke; must not block
   */
  void tellOthers(Consumer<String> others) {
    this.others = others;
  }

  /**
   * @param wake run whenever anything came into any inbox; must not block
   */
  void listenToAll(Runnable wake) {
    anyInbox = wake;
  }

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

  /** Whether so much comes in that what is woken should take its time. */
  public Rush rush() {
    return rush;
  }

  /** Where deliveries that are made find room to start without a claim. */
  public OpenSlots slots() {
    return slots;
  }

  void wakeInbox(String customer) {
    wake(inbox(customer));
  }

  void wakeOutbox(String customer, String destination) {
    wake(outbox(customer, destination));
  }

  private void wake(String name) {
    wakeHere(name);
    others.accept(name);
  }

  /** For a name that another process told. */
  void wakeHere(String name) {
    Runnable sleeper = sleepers.get(name);
    if (sleeper != null) {
      sleeper.run();
    }
    if (name.startsWith(INBOX)) {
      anyInbox.run();
    }
  }

  private static String inbox(String customer) {
    return INBOX + customer;
  }

  private static String outbox(String customer, String destination) {
    return "outbox " + customer + "/" + destination;
  }
}
