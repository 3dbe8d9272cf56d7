package io.usher.store;

import io.usher.event.DeliveryStatus;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts deliveries back: due now, with a fresh schedule, the next attempt recorded as manual. Runs
 * within another's write.
 */
final class Redelivery {

  private static final String UPDATE =
      """
      UPDATE deliveries SET status = 'PENDING', due_at = ?, finished_at = NULL, schedule_from = attempts, manual = 1""";

  private static final String HAS_PAYLOAD =
      " AND EXISTS (SELECT 1 FROM events e WHERE e.id = event_id AND e.payload IS NOT NULL)";

  /**
   * Taken unless others are asked for by name: sent again without need, a delivery is a nuisance.
   */
  private static final Set<DeliveryStatus> USUAL =
      EnumSet.of(DeliveryStatus.PENDING, DeliveryStatus.RETRYING, DeliveryStatus.DEAD);

  private Redelivery() {}

  /** The statuses that are meant where one, or none, is named. */
  static Set<DeliveryStatus> wanted(@Nullable String named) {
    return named == null ? USUAL : EnumSet.of(DeliveryStatus.valueOf(named));
  }

  /**
   * A condition for the statuses that are wanted. They stand in it literally, for an index over
   * some statuses serves no bound value.
   */
  static String statuses(@Nullable String wanted) {
    Set<DeliveryStatus> statuses = wanted(wanted);
    if (statuses.size() == 1) {
      return "status = '" + statuses.iterator().next() + "'";
    }
    return statuses.stream()
        .map(s -> "'" + s + "'")
        .collect(Collectors.joining(", ", "status IN (", ")"));
  }

  /**
   * One delivery.
   *
   * @param statuses a condition
   * @return where it goes; empty when it has another status by now, or its event's payload was
   *     removed
   */
  static Optional<Place> one(SqlSession sql, String id, String statuses, long now)
      throws SQLException {
    for (CountedDelivery row :
        CountedDelivery.where(sql, "id = ? AND " + statuses + HAS_PAYLOAD, id)) {
      if (row.move(sql, DeliveryStatus.PENDING, UPDATE, now)) {
        return Optional.of(row.place());
      }
    }
    return Optional.empty();
  }

  /** What an event has finished at a destination; anything else is on its way already. */
  static void finished(SqlSession sql, String eventId, String destination, long now)
      throws SQLException {
    for (CountedDelivery row :
        CountedDelivery.where(
            sql,
            "event_id = ? AND destination = ? AND status IN ('DELIVERED', 'DEAD', 'DISCARDED')",
            eventId,
            destination)) {
      row.move(sql, DeliveryStatus.PENDING, UPDATE, now);
    }
  }
}
