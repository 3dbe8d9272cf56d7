package io.usher.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Arrivals that become durable together, as records of the spool: each event once, whatever comes
 * again. Used by the spool's thread.
 */
final class SpoolGroup {

  /** Reads an event that is in the spool. */
  @FunctionalInterface
  interface Spooled {
    Arrival read(SpoolPlace place) throws IOException;
  }

  private final KnownKeys known;
  private final UnmovedEvents unmoved;
  private final Spooled spooled;
  private final SqlSession sql;
  private final Map<Long, Arrival> ofThisGroup = new HashMap<>();
  private final List<Arrival> events = new ArrayList<>();
  private final List<byte[]> records = new ArrayList<>();
  private final List<byte[]> again = new ArrayList<>();

  SpoolGroup(KnownKeys known, UnmovedEvents unmoved, Spooled spooled, SqlSession sql) {
    this.known = known;
    this.unmoved = unmoved;
    this.spooled = spooled;
    this.sql = sql;
  }

  /** New ones, in the order of their records. */
  List<Arrival> events() {
    return events;
  }

  /** All that is to be written: first of each event, then of those that came again. */
  List<byte[]> records() {
    List<byte[]> all = new ArrayList<>(records);
    all.addAll(again);
    return all;
  }

  /**
   * What its sender may be told once the records are durable.
   *
   * @param encoded the arrival's record
   * @throws StoreUnavailableException for this one alone
   */
  Acceptance take(Arrival arrival, byte[] encoded) throws SQLException, IOException {
    Optional<FirstEvent> first = first(arrival);
    if (first.isEmpty()) {
      return add(arrival, encoded);
    }
    if (first.get().isTheSameAs(arrival)) {
      return again(first.get());
    }
    Arrival other = first.get().beside(arrival);
    Optional<FirstEvent> same = first(other);
    return same.isPresent() ? again(same.get()) : add(other, SpoolRecord.encode(other));
  }

  private Acceptance add(Arrival arrival, byte[] encoded) {
    ofThisGroup.put(arrival.hash(), arrival);
    events.add(arrival);
    records.add(encoded);
    return new Acceptance(arrival.id(), false, arrival.status());
  }

  private Acceptance again(FirstEvent first) {
    again.add(SpoolRecord.encodeAgain(first.id()));
    return first.again();
  }

  /** Looks where keys come from to where they go. */
  private Optional<FirstEvent> first(Arrival arrival) throws SQLException, IOException {
    Arrival spooledOne = ofThisGroup.get(arrival.hash());
    if (spooledOne == null) {
      spooledOne = unmoved(arrival.hash());
    }
    if (spooledOne == null) {
      return known.find(sql, arrival);
    }
    if (!spooledOne.hasKeyOf(arrival)) {
      throw new StoreUnavailableException(
          "Another event, whose key has the same hash, is on its way into the database.",
          null,
          true);
    }
    return Optional.of(FirstEvent.of(spooledOne));
  }

  private @Nullable Arrival unmoved(long hash) throws IOException {
    SpoolPlace place = unmoved.find(hash);
    return place == null ? null : spooled.read(place);
  }
}
