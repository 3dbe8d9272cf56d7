package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.Audited;
import io.usher.reload.FileHistory;
import io.usher.reload.Reload;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblems;
import io.usher.store.FileVersion;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is wrong with files, and their versions. */
@RestController
@RequestMapping("/api/v1/routes")
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class RouteApi {

  private final FileHistory history;
  private final Reload reload;

  RouteApi(FileHistory history, Reload reload) {
    this.history = history;
    this.reload = reload;
  }

  @Operation(summary = "What is wrong with files; those with an error are not in effect")
  @GetMapping("/problems")
  OverviewApi.Items<FileProblem> problems(Caller caller) {
    return new OverviewApi.Items<>(reload.problemsOf(caller::sees));
  }

  @Operation(summary = "Versions that were taken, newest first")
  @GetMapping("/versions")
  VersionPage versions(
      Caller caller,
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "0") int cursor) {
    return page(caller, customer, null, limit, cursor);
  }

  @Operation(summary = "Versions that changed one route's file, newest first")
  @GetMapping("/{customer}/{name}/versions")
  VersionPage versionsOf(
      Caller caller,
      @PathVariable String customer,
      @PathVariable String name,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(defaultValue = "0") int cursor) {
    return page(caller, null, path(customer, name), limit, cursor);
  }

  private VersionPage page(
      Caller caller, @Nullable String scope, @Nullable String path, int limit, int cursor) {
    if (limit < 1 || limit > 500) {
      throw ApiProblem.badParameter("limit is " + limit + "; it must be 1 to 500.");
    }
    List<FileVersion> found = history.list(scope, path, cursor, limit + 1);
    boolean more = found.size() > limit;
    List<FileVersion> items = more ? found.subList(0, limit) : found;
    return new VersionPage(
        items.stream().filter(version -> caller.sees(version.scope())).toList(),
        more ? String.valueOf(items.get(items.size() - 1).number()) : null);
  }

  @Needs(value = Role.OPERATOR, scope = Scope.EVENTS_READ)
  @Operation(summary = "One version, with what it changed as a unified diff")
  @GetMapping("/versions/{number}")
  VersionSheet show(
      Caller caller,
      @PathVariable int number,
      @RequestParam(required = false) @Nullable String route) {
    FileVersion version = found(number, caller);
    return new VersionSheet(version, history.diff(version, path(route)));
  }

  @Operation(
      summary = "Writes the files back as they were in this version, and takes them",
      description =
          "All files of its customer, or with `route` only that route's. They are tried first: if they can't be taken, 409 and nothing has changed.")
  @Audited("route.rollback")
  @Needs(value = Role.EDITOR, scope = Scope.ROUTES_WRITE)
  @PostMapping("/versions/{number}/rollback")
  Rollback rollback(
      @PathVariable int number,
      @RequestParam(required = false) @Nullable String route,
      Caller caller) {
    FileVersion version = found(number, caller);
    try {
      List<String> changed = history.rollback(version, path(route), caller.name());
      return new Rollback(number, changed);
    } catch (FileProblems e) {
      throw new ApiProblem(
          HttpStatus.CONFLICT,
          "file-problems",
          e.problems().stream().map(FileProblem::toString).collect(Collectors.joining(" ")));
    }
  }

  /** What is of somebody else is not there. */
  private FileVersion found(int number, Caller caller) {
    return history
        .find(number)
        .filter(version -> caller.sees(version.scope()))
        .orElseThrow(
            () ->
                new ApiProblem(
                    HttpStatus.NOT_FOUND, "not-found", "There is no version " + number + "."));
  }

  private static @Nullable String path(@Nullable String route) {
    if (route == null) {
      return null;
    }
    String[] parts = route.split("/", -1);
    if (parts.length != 2) {
      throw ApiProblem.badParameter(
          "route is '" + route + "'; write <customer>/<name>, such as demo/receipts.");
    }
    return path(parts[0], parts[1]);
  }

  private static String path(String customer, String name) {
    return "routes/" + customer + "/" + name + ".camel.yaml";
  }

  record VersionPage(List<FileVersion> items, @Nullable String next) {}

  record VersionSheet(FileVersion version, String diff) {}

  record Rollback(int version, List<String> changed) {}
}
