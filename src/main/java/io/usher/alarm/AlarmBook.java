package io.usher.alarm;

import io.usher.store.AlarmRow;
import io.usher.store.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of the causes that a look found is new, worse or over, and what of it people are
 * told now. A cause is told at most once in the quiet time, its end included: one that comes and
 * goes makes one notice, and then at most one more each time.
 */
final class AlarmBook {

  private final Map<String, AlarmRow> open;
  private final Map<String, Instant> lastTold;
  private final Instant now;
  private final Duration quiet;
  private final List<AlarmRow> changed = new ArrayList<>();
  private final List<AlarmNews> news = new ArrayList<>();

  /**
   * @param lastTold of each cause that was told within the quiet time
   */
  AlarmBook(List<AlarmRow> open, Map<String, Instant> lastTold, Instant now, Duration quiet) {
    this.open = open.stream().collect(Collectors.toMap(AlarmRow::cause, Function.identity()));
    this.lastTold = lastTold;
    this.now = now;
    this.quiet = quiet;
  }

  /**
   * @param watched kinds of which all causes are among the troubles
   */
  void look(List<Trouble> troubles, Set<AlarmKind> watched) {
    Set<String> lasting = new HashSet<>();
    for (Trouble trouble : troubles) {
      if (lasting.add(trouble.cause())) {
        raised(trouble, open.get(trouble.cause()));
      }
    }
    Set<String> kinds = watched.stream().map(AlarmKind::name).collect(Collectors.toSet());
    open.values().stream()
        .filter(alarm -> !lasting.contains(alarm.cause()) && kinds.contains(alarm.kind()))
        .forEach(this::over);
  }

  private void raised(Trouble trouble, @Nullable AlarmRow known) {
    AlarmRow alarm =
        known == null
            ? first(trouble)
            : known.lasting(trouble.what(), trouble.advice(), trouble.amount());
    if (alarm.toldAt() == null && mayTell(alarm)) {
      alarm = tell(alarm, AlarmNews.Kind.RAISED);
    } else if (alarm.toldAt() != null && alarm.amount() > alarm.toldAmount() && mayTell(alarm)) {
      alarm = tell(alarm, AlarmNews.Kind.MORE);
    }
    if (!alarm.equals(known)) {
      changed.add(alarm);
    }
  }

  private AlarmRow first(Trouble trouble) {
    return new AlarmRow(
        Ids.next(),
        trouble.cause(),
        trouble.kind().name(),
        trouble.customer(),
        trouble.subject(),
        trouble.what(),
        trouble.advice(),
        trouble.link(),
        trouble.amount(),
        0,
        trouble.since() == null ? now : trouble.since(),
        null,
        null,
        null);
  }

  private void over(AlarmRow known) {
    AlarmRow alarm = known.cleared(now);
    if (alarm.toldAt() == null) {
      alarm = alarm.closed(now);
    } else if (mayTell(alarm)) {
      alarm = tell(alarm, AlarmNews.Kind.RECOVERED).closed(now);
    }
    if (!alarm.equals(known)) {
      changed.add(alarm);
    }
  }

  private boolean mayTell(AlarmRow alarm) {
    Instant last = lastTold.get(alarm.cause());
    return last == null || !last.plus(quiet).isAfter(now);
  }

  private AlarmRow tell(AlarmRow alarm, AlarmNews.Kind kind) {
    AlarmRow told = alarm.told(now);
    news.add(new AlarmNews(kind, told));
    return told;
  }

  List<AlarmRow> changed() {
    return changed;
  }

  List<AlarmNews> news() {
    return news;
  }
}
