package io.usher.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether searches find what there is. */
final class ExaminedSearch implements Examination {

  private static final String CHECK = "search";
  private static final Duration USUAL_LAG = Duration.ofMinutes(10);
  private static final String ADVICE =
      "Stop the hub and run: usher store reindex; the next start fills the index anew.";

  @Override
  public List<Finding> of(ExaminedStore store) {
    List<Finding> findings = new ArrayList<>();
    String behind =
        store.named(
            "SELECT id FROM events WHERE id > (SELECT indexed_to FROM search_progress) AND id < ?",
            Ids.from(store.now().minus(USUAL_LAG)));
    if (!behind.isEmpty()) {
      findings.add(
          Finding.warning(
              CHECK,
              "Events of more than "
                  + USUAL_LAG.toMinutes()
                  + " minutes ago are not findable by their words yet: "
                  + behind
                  + ".",
              store.hubs() == 0
                  ? "Start the hub; it indexes some thousands a second."
                  : "After an upgrade, a copy or a very busy hour the hub catches up by itself. If the number doesn't fall, look into its log for usher-search."));
    }
    if (store.deep()) {
      damage(store, findings);
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(CHECK, "Searches reach all but the newest events, which are read."));
    }
    return findings;
  }

  private static void damage(ExaminedStore store, List<Finding> findings) {
    String missing =
        store.named(
            "SELECT e.id FROM events e WHERE e.id <= (SELECT checked_to FROM search_progress)"
                + " AND NOT EXISTS (SELECT 1 FROM event_words w WHERE w.event_id = e.id)");
    if (!missing.isEmpty()) {
      findings.add(Finding.problem(CHECK, "Events that no search finds: " + missing + ".", ADVICE));
    }
    String left =
        store.named(
            "SELECT w.event_id FROM event_words w WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = w.event_id)");
    if (!left.isEmpty()) {
      findings.add(Finding.problem(CHECK, "Words of events that are gone: " + left + ".", ADVICE));
    }
  }
}
