package io.usher.retention.person;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.usher.store.Erasure;
import io.usher.store.FreedSpace;
import io.usher.store.Ids;
import io.usher.store.PersonStore;
import io.usher.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Erases one person's data from everything that the store holds, and keeps a record of it. Reads
 * every event, so it takes a while; webhooks and deliveries go on. One at a time.
 */
@Component
public class PersonEraser {

  private static final Logger LOG = LoggerFactory.getLogger(PersonEraser.class);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final PersonStore store;
  private final FreedSpace space;
  private final ObjectMapper json;
  private final Clock clock;
  private final ReentrantLock one = new ReentrantLock();

  PersonEraser(PersonStore store, FreedSpace space, ObjectMapper json, Clock clock) {
    this.store = store;
    this.space = space;
    this.json = json;
    this.clock = clock;
  }

  /** Another erasure is under way. */
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * What would be erased.
   *
   * @throws StoreUnavailableException when an event that was acknowledged can't be searched yet
   * @throws IllegalArgumentException when the text is no address
   */
  public ErasureRecord foresee(@Nullable String email, String by) {
    SoughtAddress person = SoughtAddress.of(email);
    return alone(() -> run(new PersonSearch(store, person, false), person, by));
  }

  /**
   * Erases, and answers when it is done and durable.
   *
   * @throws StoreUnavailableException when an event that was acknowledged can't be searched yet,
   *     and nothing was erased
   * @throws IllegalArgumentException when the text is no address
   */
  public ErasureRecord erase(@Nullable String email, String by) {
    SoughtAddress person = SoughtAddress.of(email);
    return alone(() -> keep(run(new PersonSearch(store, person, true), person, by)));
  }

  private ErasureRecord alone(Supplier<ErasureRecord> work) {
    if (!one.tryLock()) {
      throw new Busy();
    }
    try {
      return work.get();
    } finally {
      one.unlock();
    }
  }

  private ErasureRecord run(PersonSearch search, SoughtAddress person, String by) {
    store.awaitAcknowledged(LONGEST_WAIT);
    search.events();
    search.texts();
    return search.record(clock.instant(), by, person.sha256());
  }

  private ErasureRecord keep(ErasureRecord found) {
    String id = Ids.next();
    String traces =
        space.forgetErased().exceptionally(PersonEraser::notForgotten).join().orElse(null);
    ErasureRecord done = found.done(id, traces);
    store
        .keep(new Erasure(id, done.erasedAt(), done.erasedBy(), done.emailSha256(), written(done)))
        .join();
    LOG.info(
        "Erased one person's data from {} events, by {}: record {}",
        done.events().size(),
        done.erasedBy(),
        id);
    return done;
  }

  private static Optional<String> notForgotten(Throwable failure) {
    LOG.warn("The database could not be written anew after an erasure: {}", failure.toString());
    return Optional.of(
        "The database file could not be written anew, so copies may be left in its unused parts: erase once more when the disk has room.");
  }

  private String written(ErasureRecord record) {
    try {
      return json.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The records of all erasures, newest first. */
  public List<ErasureRecord> records() {
    return store.erasures().stream().map(this::read).toList();
  }

  private ErasureRecord read(Erasure erasure) {
    try {
      return json.readValue(erasure.record(), ErasureRecord.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The record " + erasure.id() + " can't be read", e);
    }
  }
}
