package io.usher.api.live;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param id where to go on after a broken connection; null where that is not told
 * @param data JSON, as the lists have it
 */
record LiveMessage(
    Topic topic, @Nullable String id, @Nullable String customer, String key, String data) {

  /** What it is about; the name of the server-sent event. */
  enum Topic {
    EVENT,
    DELIVERY,
    DESTINATION,
    ALARM
  }
}
