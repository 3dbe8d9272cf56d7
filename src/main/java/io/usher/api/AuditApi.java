package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.store.AuditEntry;
import io.usher.store.AuditFilter;
import io.usher.store.AuditStore;
import io.usher.store.LogFilter;
import io.usher.store.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, when, from where, on what, and how it ended. */
@RestController
@Needs(value = Role.ADMIN, wholeHub = true)
@RequestMapping("/api/v1/audit")
class AuditApi {

  private final AuditStore store;

  AuditApi(AuditStore store) {
    this.store = store;
  }

  @Operation(
      summary = "The audit log, newest first",
      description =
          "action takes a whole one, such as delivery.redeliver, or its noun: delivery. Nothing can be removed"
              + " but by age: usher.retention.audit.")
  @GetMapping
  Page<AuditEntry> list(
      @RequestParam(required = false) @Nullable String who,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable String outcome,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    LogFilter checked =
        new ListParameters(null, outcome, null, null, since, until, null, limit, cursor)
            .filter(AuditEntry.Outcome.class);
    return store.list(
        new AuditFilter(
            who,
            action,
            subject,
            customer,
            checked.status(),
            checked.since(),
            checked.until(),
            checked.cursor(),
            checked.limit()));
  }
}
