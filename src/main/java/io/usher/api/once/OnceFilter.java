package io.usher.api.once;

import io.usher.store.AnsweredRequests;
import io.usher.store.AnsweredRequests.Answered;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a change with the key of an earlier one as that was answered, and doesn't make it again
 * (IETF draft "The Idempotency-Key HTTP Header Field"). Comes after security: keys are a user's
 * own.
 */
final class OnceFilter extends OncePerRequestFilter {

  static final String HEADER = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final int LONGEST_KEY = 200;

  /**
   * Answers are kept, so only of what answers with no secret: never of tokens or users. Jobs keep
   * their keys themselves, for as long as the job is kept.
   */
  private static final Pattern PATHS =
      Pattern.compile(
          "/api/v1/(events|deliveries|destinations|routes|alarms|retention|persons)/.*");

  private static final Set<String> CHANGES = Set.of("POST", "PUT", "PATCH", "DELETE");

  private final AnsweredRequests answered;

  OnceFilter(AnsweredRequests answered) {
    this.answered = answered;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HEADER) == null
        || !CHANGES.contains(request.getMethod())
        || !PATHS.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = request.getHeader(HEADER);
    Principal user = request.getUserPrincipal();
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      refuse(
          response,
          400,
          "bad-parameter",
          "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
      return;
    }
    String who = user == null ? "" : user.getName();
    ReadAhead read = ReadAhead.of(request);
    if (read.isTooLong()) {
      refuse(response, 413, "body-too-large", "The body is over 1 MiB.");
      return;
    }
    String wish = sha256(request, read.body());
    Optional<Answered> earlier = answered.begin(who, key, wish).join();
    if (earlier.isPresent()) {
      again(response, earlier.get(), wish);
    } else {
      first(read, response, chain, who, key);
    }
  }

  private void first(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String who,
      String key)
      throws ServletException, IOException {
    ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
    boolean done = false;
    try {
      chain.doFilter(request, kept);
      done = kept.getStatus() < 500;
    } finally {
      if (done) {
        String body = new String(kept.getContentAsByteArray(), StandardCharsets.UTF_8);
        answered.answered(who, key, kept.getStatus(), body).join();
      } else {
        answered.forget(who, key).join();
      }
      kept.copyBodyToResponse();
    }
  }

  private static void again(HttpServletResponse response, Answered earlier, String wish)
      throws IOException {
    Integer status = earlier.status();
    if (!earlier.request().equals(wish)) {
      refuse(
          response,
          409,
          "key-used",
          "This Idempotency-Key came with another request. Send a new key.");
    } else if (status == null) {
      refuse(
          response,
          409,
          "in-progress",
          "The first request with this Idempotency-Key is still being answered. Ask again in a moment.");
    } else {
      response.setHeader(REPLAYED, "true");
      write(response, status, earlier.body() == null ? "{}" : earlier.body());
    }
  }

  private static void refuse(HttpServletResponse response, int status, String code, String sentence)
      throws IOException {
    write(response, status, "{\"error\":\"" + sentence + "\",\"code\":\"" + code + "\"}");
  }

  private static void write(HttpServletResponse response, int status, String body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(HttpServletRequest request, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
      digest.update(
          (request.getMethod() + " " + request.getRequestURI() + query + "\n")
              .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
