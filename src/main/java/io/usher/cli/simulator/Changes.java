package io.usher.cli.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What turns a sample into the event that is sent; a person's edits win over fresh ids. */
record Changes(@Nullable FreshIds freshIds, @Nullable String type, List<Edit> edits) {

  void apply(ObjectNode event, int position) {
    if (freshIds != null) {
      freshIds.give(event, position);
    }
    if (type != null) {
      event.put("event_type", type);
    }
    edits.forEach(edit -> edit.apply(event));
  }
}
