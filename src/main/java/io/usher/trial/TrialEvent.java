package io.usher.trial;

import io.usher.event.Event;
import io.usher.scratch.Samples;
import java.util.List;

/**
 * An event to try routes on.
 *
 * @param name what people call it: a sample's name, a file's, or the event's id
 */
public record TrialEvent(String name, Event event, byte[] payload) {

  public static TrialEvent sample(String customer, String name) {
    return of(customer, name, Samples.body(name));
  }

  /** A payload as if it came just now. */
  public static TrialEvent of(String customer, String name, byte[] payload) {
    return new TrialEvent(name, Samples.event(customer, payload), payload);
  }

  public static List<TrialEvent> samples(String customer) {
    return Samples.names().stream().map(name -> sample(customer, name)).toList();
  }

  /** Without the payload, so that no log line can hold it. */
  @Override
  public String toString() {
    return name;
  }
}
