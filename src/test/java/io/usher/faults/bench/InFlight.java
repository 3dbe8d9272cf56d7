package io.usher.faults.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Which deliveries were under way when a hub was killed or paused, as the store's rows on disk say:
 * only those may arrive once more.
 */
final class InFlight {

  /** Whoever else is alive has ended by then what it held at the kill. */
  private static final long OTHERS_END_MS = 1500;

  private final Database database;
  private final Set<Held> counted = new HashSet<>();
  private final Map<String, Integer> kills = new HashMap<>();

  InFlight(Database database) {
    this.database = database;
  }

  private record Held(String delivery, String token) {}

  /**
   * A hub has just been killed, or stands still.
   *
   * @param alone whether no other hub runs on the same store
   */
  void look(Path data, boolean alone) throws Exception {
    Set<Held> held = held(data);
    if (!alone) {
      TimeUnit.MILLISECONDS.sleep(OTHERS_END_MS);
      held.retainAll(held(data));
    }
    held.removeAll(counted);
    counted.addAll(held);
    held.forEach(one -> kills.merge(one.delivery, 1, Integer::sum));
  }

  private Set<Held> held(Path data) throws IOException, SQLException {
    Path copy = copied(data);
    Set<Held> held = new HashSet<>();
    try (Connection connection = database.open(copy);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, lease_token FROM deliveries WHERE status = 'IN_FLIGHT'")) {
      while (rows.next()) {
        held.add(new Held(rows.getString(1), rows.getString(2)));
      }
    }
    return held;
  }

  /** So that the bench's own look changes nothing of what a killed hub has left. */
  private static Path copied(Path data) throws IOException {
    Path copy = Files.createTempDirectory("usher-in-flight");
    try (Stream<Path> files = Files.list(data)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("usher.db")).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return copy;
  }

  /** All that was in flight at any kill, once for each. */
  int count() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How often a delivery was in flight at a kill, and so may have arrived once more. */
  int mayRepeat(String delivery) {
    return kills.getOrDefault(delivery, 0);
  }
}
