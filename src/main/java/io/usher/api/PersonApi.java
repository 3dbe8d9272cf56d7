package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.audit.Audited;
import io.usher.retention.person.ErasureRecord;
import io.usher.retention.person.PersonEraser;
import io.usher.store.StoreUnavailableException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Erasing a person's data, and the records of that. */
@RestController
@Needs(value = Role.ADMIN, wholeHub = true)
@RequestMapping("/api/v1/persons")
class PersonApi {

  private final PersonEraser eraser;

  PersonApi(PersonEraser eraser) {
    this.eraser = eraser;
  }

  @Operation(
      summary = "Erases one person's data from payloads, events, attempts and deliveries",
      description =
          "Rows and counts stay. Answered when it is done and on disk, which takes as long as reading"
              + " every event does. With dryRun nothing is changed and the answer tells what would be.")
  @Audited("person.erase")
  @PostMapping("/erase")
  ErasureRecord erase(@RequestBody EraseRequest request, Principal principal) {
    if (request.dryRun() == null) {
      throw ApiProblem.badParameter(
          "The field dryRun must be true to see what would be erased, or false to erase it.");
    }
    try {
      return request.dryRun()
          ? eraser.foresee(request.email(), principal.getName())
          : eraser.erase(request.email(), principal.getName());
    } catch (IllegalArgumentException e) {
      throw ApiProblem.badParameter(String.valueOf(e.getMessage()));
    } catch (StoreUnavailableException e) {
      throw new ApiProblem(
          HttpStatus.SERVICE_UNAVAILABLE, "store-unavailable", String.valueOf(e.getMessage()));
    } catch (PersonEraser.Busy e) {
      throw new ApiProblem(
          HttpStatus.CONFLICT, "busy", "Another erasure is running; try again when it is done.");
    }
  }

  @Operation(summary = "The records of all erasures, newest first; none holds an address")
  @GetMapping("/erasures")
  OverviewApi.Items<ErasureRecord> erasures() {
    return new OverviewApi.Items<>(eraser.records());
  }

  record EraseRequest(@Nullable String email, @Nullable Boolean dryRun) {

    /** Without the address, so that no log line can hold it. */
    @Override
    public String toString() {
      return "a request to erase a person";
    }
  }
}
