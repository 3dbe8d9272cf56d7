package io.usher.retention.person;

import io.usher.retention.person.ErasureRecord.ErasedEvent;
import io.usher.store.ErasedTexts;
import io.usher.store.EventErasure;
import io.usher.store.FreeText;
import io.usher.store.PersonStore;
import io.usher.store.SearchedEvent;
import io.usher.store.TextRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One walk through the whole store for one person: finds, erases if it may, and counts. */
final class PersonSearch {

  private static final Logger LOG = LoggerFactory.getLogger(PersonSearch.class);
  private static final int BETWEEN_PROGRESS = 100_000;

  private final PersonStore store;
  private final SoughtAddress person;
  private final boolean erasing;
  private final List<ErasedEvent> found = new ArrayList<>();
  private final List<String> discarded = new ArrayList<>();
  private final List<String> inFlight = new ArrayList<>();
  private long searched;
  private int attempts;
  private int otherTexts;

  PersonSearch(PersonStore store, SoughtAddress person, boolean erasing) {
    this.store = store;
    this.person = person;
    this.erasing = erasing;
  }

  void events() {
    List<SearchedEvent> page = store.eventsAfter("");
    while (!page.isEmpty()) {
      List<EventErasure> batch = new ArrayList<>();
      page.forEach(event -> find(event).ifPresent(batch::add));
      if (erasing && !batch.isEmpty()) {
        store.erase(batch).join().forEach(this::count);
      }
      searched(page.size());
      page = store.eventsAfter(page.get(page.size() - 1).id());
    }
  }

  private void searched(int events) {
    if ((searched + events) / BETWEEN_PROGRESS > searched / BETWEEN_PROGRESS) {
      LOG.info("The search for a person has looked at {} events", searched + events);
    }
    searched += events;
  }

  private Optional<EventErasure> find(SearchedEvent event) {
    boolean buyer = person.is(event.buyerEmail()) || person.isIn(event.buyerEmail());
    Redaction redaction =
        event.payload() == null ? null : Redaction.of(event.payload(), person).orElse(null);
    if (!buyer && redaction == null) {
      return Optional.empty();
    }
    Role role = redaction == null ? Role.BUYER : redaction.role();
    byte[] left = redaction == null ? event.payload() : redaction.payload();
    found.add(new ErasedEvent(event.id(), event.customer(), role));
    return Optional.of(new EventErasure(event.id(), buyer || role != Role.HOLDER, left));
  }

  private void count(ErasedTexts erased) {
    attempts += erased.attempts();
    discarded.addAll(erased.discarded());
    inFlight.addAll(erased.inFlight());
  }

  void texts() {
    for (FreeText place : FreeText.values()) {
      List<TextRow> page = store.textsAfter(place, null);
      while (!page.isEmpty()) {
        List<TextRow> mentioning = page.stream().filter(this::mentions).toList();
        otherTexts += mentioning.size();
        if (erasing && !mentioning.isEmpty()) {
          store.replace(place, mentioning.stream().map(this::erased).toList()).join();
        }
        page = store.textsAfter(place, page.get(page.size() - 1));
      }
    }
  }

  private boolean mentions(TextRow row) {
    return row.texts().stream().anyMatch(person::isIn);
  }

  private TextRow erased(TextRow row) {
    List<@Nullable String> texts = new ArrayList<>();
    for (String text : row.texts()) {
      texts.add(text == null ? null : person.erasedFrom(text));
    }
    return new TextRow(row.key(), texts);
  }

  ErasureRecord record(Instant now, String by, String sha256) {
    return new ErasureRecord(
        null, now, by, sha256, searched, found, attempts, otherTexts, discarded, inFlight, null);
  }
}
