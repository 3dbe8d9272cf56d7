package io.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import io.usher.testing.TwoDestinations;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that were acknowledged and are on their way into the database. */
class SettledReadsTest {

  @TempDir Path folder;
  private RunningHub hub;

  @BeforeEach
  void start() {
    TwoDestinations.write(folder);
    hub = TwoDestinations.start(folder);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void whoAsksForAnEventRightAfterItsAcknowledgementFindsIt() {
    HttpRequest.Builder asked = hub.asAdmin("/api/v1/events/none");
    assertThat(hub.send(asked.build()).statusCode()).isEqualTo(404);
    for (int i = 1; i <= 60; i++) {
      String event = acknowledged(i);
      HttpRequest request = hub.asAdmin("/api/v1/events/" + event).build();
      assertThat(hub.send(request).statusCode()).as("event %d", i).isEqualTo(200);
    }
  }

  @Test
  void whileTheDatabaseIsBusyWebhooksAreAcknowledgedAndPagesAreAnsweredAfterASecond()
      throws SQLException {
    String event;
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/usher.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      event = acknowledged(1);
      HttpRequest request = hub.asAdmin("/api/v1/events/" + event).build();
      assertThat(hub.send(request).statusCode()).isEqualTo(404);
      statement.execute("ROLLBACK");
    }
    assertThat(hub.get("/api/v1/events?limit=5").path("items").path(0).path("id").asText())
        .isEqualTo(event);
  }

  private String acknowledged(int sale) {
    return RunningHub.json(hub.post(Sales.dana(sale)).body()).path("event").asText();
  }
}
