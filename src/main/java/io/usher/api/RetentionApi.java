package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.audit.Audited;
import io.usher.retention.Purge;
import io.usher.retention.PurgeReport;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is kept how long, and removing what is older. */
@RestController
@Needs(value = Role.ADMIN, wholeHub = true)
@RequestMapping("/api/v1/retention")
class RetentionApi {

  private final Purge purge;

  RetentionApi(Purge purge) {
    this.purge = purge;
  }

  @Operation(summary = "How long each customer's data is kept, and what a purge would remove now")
  @GetMapping
  OverviewApi.Items<PurgeReport> foreseen() {
    return new OverviewApi.Items<>(purge.foreseen());
  }

  @Operation(
      summary = "Removes now what was kept long enough; the hub does so by itself every hour",
      description = "Answered when it is done. Nothing that is open is removed.")
  @Audited("store.purge")
  @PostMapping("/purge")
  OverviewApi.Items<PurgeReport> purge() {
    List<PurgeReport> reports = purge.run();
    return new OverviewApi.Items<>(reports);
  }
}
