package io.usher.api.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.api.live.LiveMessage.Topic;
import io.usher.store.LiveLog;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Live updates by server-sent events (WHATWG, "Server-sent events"). */
@RestController
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ, wholeHub = true)
@RequestMapping("/api/v1/stream")
class StreamApi {

  private static final int MOST_LISTENERS = 64;
  private static final int MOST_MISSED = 500;
  private static final int THREADS = 8;

  private final LiveFeed feed;
  private final LiveLog log;
  private final ExecutorService threads = threads();

  StreamApi(LiveFeed feed, LiveLog log) {
    this.feed = feed;
    this.log = log;
  }

  @Operation(
      summary = "What happens, as it happens, by server-sent events",
      description =
          "Each has a name (event, delivery, destination or alarm) and as data the JSON of the lists. Told"
              + " within about a second, of all hubs. Last-Event-ID, as browsers send it after a broken connection,"
              + " first brings up to 500 events that were missed. At most 64 listen at a time.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(type = "string")))
  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter stream(
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable List<String> only,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
    Set<Topic> topics = topics(only);
    if (feed.listening() >= MOST_LISTENERS) {
      throw refusal(
          HttpStatus.SERVICE_UNAVAILABLE,
          MOST_LISTENERS + " listen already. Close one, or ask again later.");
    }
    SseEmitter emitter = new SseEmitter(0L);
    LiveListener listener = new LiveListener(emitter, topics, customer, threads);
    emitter.onCompletion(() -> feed.remove(listener));
    emitter.onError(gone -> feed.remove(listener));
    feed.add(listener);
    if (last == null || last.isBlank()) {
      listener.greet();
    } else {
      listener.tell(log.eventsAfter(last, MOST_MISSED).stream().map(feed::message).toList());
      listener.greet();
    }
    return emitter;
  }

  private static Set<Topic> topics(@Nullable List<String> only) {
    if (only == null || only.isEmpty()) {
      return EnumSet.allOf(Topic.class);
    }
    EnumSet<Topic> topics = EnumSet.noneOf(Topic.class);
    for (String word : only) {
      topics.add(
          Arrays.stream(Topic.values())
              .filter(topic -> topic.name().equalsIgnoreCase(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      refusal(
                          HttpStatus.BAD_REQUEST,
                          "The parameter only must name some of "
                              + Arrays.toString(Topic.values()).toLowerCase(Locale.ROOT)
                              + ".")));
    }
    return topics;
  }

  private static ErrorResponseException refusal(HttpStatus status, String sentence) {
    return new ErrorResponseException(
        status, ProblemDetail.forStatusAndDetail(status, sentence), null);
  }

  /** So few threads that slow readers can't take many; those wait for each other only. */
  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "usher-stream");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
