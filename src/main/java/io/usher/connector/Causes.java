package io.usher.connector;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that led to an exception: its causes, and the side chain that mail exceptions have.
 */
public final class Causes {

  private Causes() {}

  /** The outermost exception of this type. */
  public static <T> Optional<T> find(Throwable thrown, Class<T> type) {
    return of(thrown).stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** The names of the exceptions, outermost first; messages are left out, they may quote data. */
  public static String names(Throwable thrown) {
    return String.join(" > ", of(thrown).stream().map(t -> t.getClass().getSimpleName()).toList());
  }

  private static List<Throwable> of(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    collect(thrown, chain, Collections.newSetFromMap(new IdentityHashMap<>()));
    return chain;
  }

  private static void collect(
      @Nullable Throwable thrown, List<Throwable> chain, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return;
    }
    chain.add(thrown);
    if (thrown instanceof MessagingException mail) {
      collect(mail.getNextException(), chain, seen);
    }
    collect(thrown.getCause(), chain, seen);
  }
}
