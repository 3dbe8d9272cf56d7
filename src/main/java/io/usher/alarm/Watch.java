package io.usher.alarm;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Knows of some causes for alarms. Asked every few seconds on the alarms' thread; may read the
 * store but must not wait for anything outside. One that throws keeps its open alarms open.
 */
public interface Watch {

  /** What it speaks of: alarms of these kinds end when it no longer names their cause. */
  Set<AlarmKind> kinds();

  List<Trouble> troubles(Instant now);
}
