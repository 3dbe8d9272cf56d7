package io.usher.faults.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.faults.Sinks;
import io.usher.faults.bench.Backlog.Waits;
import io.usher.testing.HubProcess;
import java.sql.Connection;

/** A person with one of a hundred of all events is erased while webhooks come in. */
final class Erasures {

  private static final String PERSON = "rosa.lind@example.com";
  private static final int ONE_OF = 100;
  private static final int ACKS_PER_SECOND = 20;
  private static final double MOST_P99_MS = 500;

  private Erasures() {}

  static void ofOnePerson(Stand stand) throws Exception {
    stand.makeTables();
    try (Connection connection = stand.database().open(stand.hubs().data(0))) {
      new Backlog(connection, "crm").fillTo(stand.backlog(), Erasures::delivered);
    }
    stand.database().tidy();
    stand.destinations().forEach(name -> stand.sinks().behave(name, Sinks.AT_ONCE));
    HubProcess hub = stand.hubs().launch(0).awaitReady();
    try (Usage usage = new Usage(hub);
        AckTimes acks = new AckTimes(hub.port(), ACKS_PER_SECOND)) {
      erase(stand, hub);
      stand.figures().note("meanwhile %s", acks);
      stand.figures().note("heap at most %d MB of 256", usage.heapMegabytes());
      stand.figures().breaks(acks.failed() > 0, "webhooks failed");
      stand.figures().breaks(acks.p99() > MOST_P99_MS, "senders waited");
    }
  }

  private static Waits delivered(int number) {
    String email = number % ONE_OF == 0 ? PERSON : "buyer-" + number + "@example.com";
    return new Waits("sale-" + number, "DELIVERED", 0, email);
  }

  private static void erase(Stand stand, HubProcess hub) {
    long began = System.nanoTime();
    JsonNode record =
        hub.send("/api/v1/persons/erase", "{\"email\":\"%s\",\"dryRun\":false}".formatted(PERSON));
    int erased = record.path("events").size();
    stand
        .figures()
        .note(
            "erased from %,d of %,d events in %.0f s",
            erased, stand.backlog(), (System.nanoTime() - began) / 1e9);
    stand.figures().breaks(erased != (stand.backlog() - 1) / ONE_OF + 1, "not all was erased");
    JsonNode again =
        hub.send("/api/v1/persons/erase", "{\"email\":\"%s\",\"dryRun\":true}".formatted(PERSON));
    stand.figures().breaks(!again.path("events").isEmpty(), "something was left");
  }
}
