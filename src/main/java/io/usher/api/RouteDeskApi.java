package io.usher.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.Audited;
import io.usher.settings.FileProblem;
import io.usher.trial.Compared;
import io.usher.trial.RecordedEvents;
import io.usher.trial.RouteDesk;
import io.usher.trial.RouteDesk.Draft;
import io.usher.trial.TestResult;
import io.usher.trial.TrialEvent;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Looking at a change of routes before it is taken. Nothing is saved, nothing is sent. Routes can
 * name any customer's settings, so it is for editors of the whole hub.
 */
@RestController
@Needs(value = Role.EDITOR, scope = Scope.ROUTES_WRITE, wholeHub = true)
@RequestMapping("/api/v1/routes")
class RouteDeskApi {

  private final RouteDesk desk;
  private final RecordedEvents recorded;

  RouteDeskApi(RouteDesk desk, RecordedEvents recorded) {
    this.desk = desk;
    this.recorded = recorded;
  }

  @Operation(
      summary = "What is wrong with the files on disk, or with one as it is being written",
      description =
          "Without a body: all files. With file and text: that file's problems if it had this text.")
  @Audited("route.check")
  @PostMapping("/check")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = CheckRequest.class)))
  Problems check(@RequestBody(required = false) byte @Nullable [] body) {
    CheckRequest request =
        body == null ? new CheckRequest(null, null) : StrictJson.read(body, CheckRequest.class);
    return new Problems(asked(() -> desk.check(draft(request.file(), request.text()))));
  }

  @Operation(
      summary = "What the routes on disk would send, beside what those that run would send",
      description =
          "On event, on the last so many of the customer, on a sample, or on all samples. With file"
              + " and text: if that file had this text.")
  @Audited("route.try")
  @PostMapping("/try")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = TryRequest.class)))
  Trials tryOut(@RequestBody(required = false) byte @Nullable [] body) {
    TryRequest request = StrictJson.read(body, TryRequest.class);
    String customer = known(request.customer());
    List<TrialEvent> events = events(request, customer);
    return new Trials(
        asked(
            () ->
                desk.tryOut(
                    customer,
                    draft(request.file(), request.text()),
                    events,
                    request.destination())));
  }

  @Operation(summary = "How the tests of a customer's routes end")
  @Audited("route.test")
  @PostMapping("/test")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = TestRequest.class)))
  Tests test(@RequestBody(required = false) byte @Nullable [] body) {
    TestRequest request = StrictJson.read(body, TestRequest.class);
    String customer = known(request.customer());
    return new Tests(asked(() -> desk.test(customer, draft(request.file(), request.text()))));
  }

  private String known(@Nullable String customer) {
    if (customer == null || !desk.knows(customer)) {
      throw ApiProblem.badParameter("The field customer must be the name of a customer's file.");
    }
    return customer;
  }

  private List<TrialEvent> events(TryRequest request, String customer) {
    if (request.event() != null) {
      TrialEvent one =
          recorded
              .event(request.event())
              .filter(event -> event.event().customer().equals(customer))
              .orElseThrow(() -> ApiProblem.notFound("event of " + customer, request.event()));
      return List.of(one);
    }
    if (request.last() != null) {
      return recorded.newest(customer, request.type(), request.last());
    }
    return samples(request, customer);
  }

  private static List<TrialEvent> samples(TryRequest request, String customer) {
    List<TrialEvent> samples =
        TrialEvent.samples(customer).stream()
            .filter(event -> request.sample() == null || request.sample().equals(event.name()))
            .filter(event -> request.type() == null || request.type().equals(event.event().type()))
            .toList();
    if (samples.isEmpty()) {
      throw ApiProblem.badParameter("There is no such sample.");
    }
    return samples;
  }

  private static @Nullable Draft draft(@Nullable String file, @Nullable String text) {
    if (file == null && text == null) {
      return null;
    }
    if (file == null || text == null) {
      throw ApiProblem.badParameter("The fields file and text belong together.");
    }
    return new Draft(file, text.getBytes(UTF_8));
  }

  private static <T> T asked(Supplier<T> look) {
    try {
      return look.get();
    } catch (RouteDesk.Busy e) {
      throw new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, "busy", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw ApiProblem.badParameter(String.valueOf(e.getMessage()));
    }
  }

  record CheckRequest(@Nullable String file, @Nullable String text) {}

  /**
   * @param last so many recorded events, the newest
   * @param destination the only one to tell of
   */
  record TryRequest(
      @Nullable String customer,
      @Nullable String destination,
      @Nullable String file,
      @Nullable String text,
      @Nullable Integer last,
      @Nullable String event,
      @Nullable String sample,
      @Nullable String type) {}

  record TestRequest(@Nullable String customer, @Nullable String file, @Nullable String text) {}

  record Problems(List<FileProblem> problems) {}

  record Trials(List<Compared> events) {}

  record Tests(List<TestResult> tests) {}
}
