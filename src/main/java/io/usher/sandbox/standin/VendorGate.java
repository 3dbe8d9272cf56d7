package io.usher.sandbox.standin;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before a vendor's endpoints, which need no login of ours: lets in only who calls from this
 * machine, and nobody during an outage.
 */
public final class VendorGate implements HandlerInterceptor {

  private static final String OUTSIDER =
      "{\"error\":\"The sandbox answers only to programs on this machine.\","
          + "\"code\":\"sandbox-is-local\"}";

  private final StandIn standIn;
  private final JsonNode outage;

  /**
   * @param outage what the vendor says with its 503
   */
  public VendorGate(StandIn standIn, JsonNode outage) {
    this.standIn = standIn;
    this.outage = outage;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse answer, Object handler)
      throws IOException {
    if (!isLocal(request)) {
      return refuse(answer, 403, OUTSIDER);
    }
    if (!standIn.isUp()) {
      return refuse(answer, 503, outage.toString());
    }
    return true;
  }

  /** A proxy on this machine also calls from loopback, but says for whom. */
  private static boolean isLocal(HttpServletRequest request) throws IOException {
    return request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null
        && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
  }

  private static boolean refuse(HttpServletResponse answer, int status, String body)
      throws IOException {
    answer.setStatus(status);
    answer.setContentType(MediaType.APPLICATION_JSON_VALUE);
    answer.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    return false;
  }
}
