package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.CommandFailed;
import io.usher.cli.terminal.Surroundings;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.scratch.Samples;
import io.usher.trial.TrialEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** On which events routes are tried: samples without a hub, recorded ones from a running hub. */
public final class TriedEvents {
  private static final int MOST = 500;

  private final Surroundings surroundings;

  @Mixin private HubClient hub;

  @Option(
      names = "--last",
      paramLabel = "<n>",
      description = "On so many recorded events, the newest.")
  private @Nullable Integer last;

  @Option(names = "--event", paramLabel = "<id>", description = "On this recorded event.")
  private @Nullable String event;

  @Option(
      names = "--type",
      paramLabel = "<type>",
      description = "Only on this type, such as invoice.refund.")
  private @Nullable String type;

  @Option(names = "--samples", description = "On all samples; the default.")
  private boolean samples;

  @Option(
      names = "--sample",
      paramLabel = "<name>",
      description = "On one sample, or a file with an event's JSON.")
  private @Nullable String sample;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixin
  public TriedEvents(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  List<TrialEvent> of(String customer) {
    List<TrialEvent> events = new ArrayList<>();
    if (event != null) {
      events.add(recorded(hub.get("events/" + HubClient.segment(event)).json()));
    } else if (last != null) {
      newest(customer, events);
    } else if (sample != null) {
      events.add(one(customer, sample));
    } else {
      events.addAll(TrialEvent.samples(customer));
    }
    events.removeIf(tried -> type != null && !type.equals(tried.event().type()));
    if (events.isEmpty()) {
      throw new CommandFailed(
          CommandFailed.FAILED, "There are no such events of " + customer + ".");
    }
    return events;
  }

  private void newest(String customer, List<TrialEvent> events) {
    int wanted = Math.max(1, Math.min(MOST, last == null ? MOST : last));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("customer", customer);
    query.put("limit", String.valueOf(wanted));
    ListOptions.put(query, "type", type);
    for (JsonNode item : hub.get("events", query).items()) {
      if (item.path("payloadPurgedAt").isNull()) {
        events.add(recorded(item));
      }
    }
  }

  private TrialEvent recorded(JsonNode item) {
    String id = Answer.text(item, "id");
    byte[] payload = hub.bytes("events/" + HubClient.segment(id) + "/payload");
    Event known =
        new Event(
            id,
            Answer.text(item, "customer"),
            Answer.text(item, "source"),
            Answer.text(item, "type"),
            Answer.text(item, "key"),
            Answer.text(item, "transaction"),
            null,
            null,
            Instant.parse(Answer.text(item, "receivedAt")),
            EventStatus.valueOf(Answer.text(item, "status")),
            null,
            payload.length,
            0,
            null,
            null);
    return new TrialEvent(id, known, payload);
  }

  private TrialEvent one(String customer, String name) {
    if (Samples.names().contains(name)) {
      return TrialEvent.sample(customer, name);
    }
    Path file = surroundings.folder().resolve(name);
    try {
      return TrialEvent.of(customer, name, Files.readAllBytes(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailed(
          CommandFailed.WRONG_USAGE,
          "There is no sample and no file with an event '"
              + name
              + "'. List the samples: usher event samples");
    }
  }
}
