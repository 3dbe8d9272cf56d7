package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Surroundings;
import io.usher.cli.terminal.Table;
import io.usher.cli.terminal.Times;

/** How events, deliveries and single fields look to a person. */
final class Sheet {
  private final Surroundings surroundings;

  Sheet(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  void events(Iterable<JsonNode> events) {
    Table table =
        new Table()
            .fixed("ID", "RECEIVED", "CUSTOMER", "TYPE", "STATUS")
            .text("BUYER", "TRANSACTION");
    for (JsonNode event : events) {
      table.add(
          Answer.text(event, "id"),
          time(event, "receivedAt"),
          Answer.text(event, "customer"),
          Answer.text(event, "type"),
          Answer.text(event, "status"),
          Answer.text(event, "buyerName"),
          Answer.text(event, "transaction"));
    }
    print(table, "No events. Send one with: usher event send purchase-single");
  }

  void deliveries(Iterable<JsonNode> deliveries) {
    Table table =
        new Table()
            .fixed("ID", "CREATED", "CUSTOMER", "DESTINATION", "STATUS", "TRIES")
            .text("TYPE", "LAST ERROR");
    for (JsonNode delivery : deliveries) {
      table.add(
          Answer.text(delivery, "id"),
          time(delivery, "createdAt"),
          Answer.text(delivery, "customer"),
          Answer.text(delivery, "destination"),
          Answer.text(delivery, "status"),
          Answer.text(delivery, "attempts"),
          Answer.text(delivery, "eventType"),
          Answer.text(delivery, "lastError"));
    }
    print(table, "No deliveries.");
  }

  void print(Table table, String whenEmpty) {
    if (table.isEmpty()) {
      surroundings.out().println(whenEmpty);
    } else {
      table.print(surroundings);
    }
  }

  /** The way to the next page, apart from the table so that a pipe doesn't count it as a row. */
  void more(Answer answer) {
    String next = answer.text("next");
    if (!next.isEmpty()) {
      surroundings.err().println("There are more: add --cursor " + next);
    }
  }

  String time(JsonNode node, String field) {
    return Times.local(Answer.text(node, field), surroundings.clock());
  }

  /** One line of a single thing; nothing for what isn't there. */
  void field(String title, String value) {
    if (!value.isEmpty()) {
      surroundings.out().println(Table.field(title, value));
    }
  }
}
