package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.Audited;
import io.usher.job.JobRefused;
import io.usher.job.Jobs;
import io.usher.job.Preview;
import io.usher.store.Job;
import io.usher.store.JobStatus;
import io.usher.store.LogFilter;
import io.usher.store.NewJob;
import io.usher.store.Page;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Redelivers and re-routes many: first a look at how many and which, then a job. */
@RestController
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
@RequestMapping("/api/v1/jobs")
class JobApi {

  private final Jobs jobs;
  private final KnownDestinations destinations;

  JobApi(Jobs jobs, KnownDestinations destinations) {
    this.jobs = jobs;
    this.destinations = destinations;
  }

  /** How many rows a job would take, and the first ten; changes nothing. */
  @Audited("job.preview")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @Operation(summary = "How many a job would take, and the first ten")
  @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = JobRequest.class)))
  Preview preview(@RequestBody(required = false) byte @Nullable [] body) {
    JobRequest request = StrictJson.read(body, JobRequest.class);
    NewJob job = request.job("", null);
    destinations.check(job.reroute().destinations(), job.filter().customer());
    return jobs.preview(job, request.everything());
  }

  /**
   * Makes a job; answered when it is on disk. The same {@code Idempotency-Key} again is the same
   * job.
   */
  @Audited("job.create")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @Operation(summary = "Makes a job")
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = JobRequest.class)))
  ResponseEntity<Job> create(
      @RequestBody(required = false) byte @Nullable [] body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Principal who) {
    JobRequest request = StrictJson.read(body, JobRequest.class);
    NewJob wanted = request.job(who.getName(), key);
    destinations.check(wanted.reroute().destinations(), wanted.filter().customer());
    Job job = jobs.create(wanted, request.everything());
    if (!job.isWhat(wanted)) {
      throw new ApiProblem(
          HttpStatus.CONFLICT,
          "key-used",
          "This Idempotency-Key made the job "
              + job.id()
              + ", which asks for something else. Send a new key.");
    }
    return ResponseEntity.accepted().body(job);
  }

  @Operation(summary = "Jobs, newest first")
  @GetMapping
  Page<Job> list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    ListParameters parameters =
        new ListParameters(null, status, null, null, null, null, null, limit, cursor);
    LogFilter filter = parameters.filter(JobStatus.class);
    return jobs.list(filter.status(), filter.limit(), filter.cursor());
  }

  @Operation(summary = "One job")
  @GetMapping("/{id}")
  Job show(@PathVariable String id) {
    return found(jobs.find(id), id);
  }

  /** Nothing more is done until it is resumed. */
  @Audited("job.pause")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @Operation(summary = "Does nothing more until it is resumed")
  @PostMapping("/{id}/pause")
  Job pause(@PathVariable String id) {
    return moved(jobs.pause(id), id, JobStatus.PAUSED);
  }

  /** Goes on where it stopped. */
  @Audited("job.resume")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @Operation(summary = "Goes on where it stopped")
  @PostMapping("/{id}/resume")
  Job resume(@PathVariable String id) {
    return moved(jobs.resume(id), id, JobStatus.RUNNING);
  }

  /** Ends it for good; what it has done stays done. */
  @Audited("job.cancel")
  @Needs(value = Role.OPERATOR, scope = Scope.JOBS_WRITE)
  @Operation(summary = "Ends it for good; what is done stays done")
  @PostMapping("/{id}/cancel")
  Job cancel(@PathVariable String id) {
    return moved(jobs.cancel(id), id, JobStatus.CANCELLED);
  }

  private static Job moved(Optional<Job> now, String id, JobStatus wanted) {
    Job job = found(now, id);
    if (job.status() != wanted) {
      throw new ApiProblem(
          HttpStatus.CONFLICT,
          "wrong-status",
          "The job " + id + " is " + job.status() + " and can't become " + wanted + " any more.");
    }
    return job;
  }

  private static Job found(Optional<Job> job, String id) {
    return job.orElseThrow(() -> ApiProblem.notFound("job", id));
  }

  @ExceptionHandler
  ResponseEntity<ApiProblem.ErrorBody> refused(JobRefused refused) {
    ApiProblem problem = ApiProblem.badParameter(String.valueOf(refused.getMessage()));
    return ResponseEntity.status(problem.status()).body(problem.body());
  }
}
