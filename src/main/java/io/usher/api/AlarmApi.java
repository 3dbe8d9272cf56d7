package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.alarm.Alarms;
import io.usher.audit.Audited;
import io.usher.store.AlarmRow;
import io.usher.store.LogFilter;
import io.usher.store.Page;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What needs a person, and whether a person would be told. */
@RestController
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ, wholeHub = true)
@RequestMapping("/api/v1/alarms")
class AlarmApi {

  private final Alarms alarms;

  AlarmApi(Alarms alarms) {
    this.alarms = alarms;
  }

  @Operation(summary = "Alarms that are open or were, newest first")
  @GetMapping
  Page<AlarmView> list(
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    LogFilter filter =
        new ListParameters(customer, status, null, null, null, null, null, limit, cursor)
            .filter(Status.class);
    Page<AlarmRow> page =
        alarms.list(filter.customer(), open(filter.status()), filter.limit(), filter.cursor());
    return new Page<>(page.items().stream().map(AlarmView::of).toList(), page.next());
  }

  private static @Nullable Boolean open(@Nullable String status) {
    return status == null ? null : status.equals(Status.OPEN.name());
  }

  @Audited("alarm.test")
  @Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE, wholeHub = true)
  @Operation(
      summary = "Sends a test to every recipient",
      description = "Answered when each has taken it or refused; then error says why.")
  @PostMapping("/test")
  OverviewApi.Items<Alarms.TestResult> test(Principal who) {
    List<Alarms.TestResult> results = alarms.test(who.getName());
    return new OverviewApi.Items<>(results);
  }

  /** Whether it is over. */
  enum Status {
    OPEN,
    RECOVERED
  }

  /**
   * An alarm as it stands.
   *
   * @param clearedAt since when its cause is gone; it stays open until that may be told
   * @param toldAt when people were told last
   */
  record AlarmView(
      String id,
      Status status,
      String kind,
      @Nullable String customer,
      String subject,
      String what,
      String advice,
      long amount,
      Instant raisedAt,
      @Nullable Instant clearedAt,
      @Nullable Instant toldAt) {

    static AlarmView of(AlarmRow alarm) {
      return new AlarmView(
          alarm.id(),
          alarm.closedAt() == null ? Status.OPEN : Status.RECOVERED,
          alarm.kind(),
          alarm.customer(),
          alarm.subject(),
          alarm.what(),
          alarm.advice(),
          alarm.amount(),
          alarm.raisedAt(),
          alarm.clearedAt(),
          alarm.toldAt());
    }
  }
}
