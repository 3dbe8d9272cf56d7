package io.usher.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.usher.store.Acceptance;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the sender is told: the event's id, or one sentence and a code.
 *
 * @param code {@code accepted}, or why it was refused; what metrics count by
 * @param sentence why it was refused; empty when it was not
 * @param retryAfter seconds, for answers that say "not now"
 * @param closes whether the connection ends with this answer
 */
record Answer(
    int status,
    String code,
    String sentence,
    String json,
    @Nullable String retryAfter,
    boolean closes) {

  static final String DISK_FULL = "disk-full";
  private static final String SOON = "5";
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

  static Answer accepted(Acceptance acceptance) {
    String code =
        acceptance.duplicate() ? "duplicate" : acceptance.status().name().toLowerCase(Locale.ROOT);
    return new Answer(
        202,
        code,
        "",
        "{\"event\":\"" + acceptance.eventId() + "\",\"duplicate\":" + acceptance.duplicate() + "}",
        null,
        false);
  }

  static Answer refused(Refusal refusal) {
    return error(
        refusal.status(),
        refusal.code(),
        refusal.sentence(),
        refusal.status() == 503 ? SOON : null);
  }

  /** The hub can't take it now, or can't say whether it did; the sender is asked to come back. */
  static Answer notNow(String code, String sentence) {
    return error(503, code, sentence, SOON);
  }

  static Answer internal() {
    return notNow(
        "internal",
        "The hub could not handle this webhook. Nothing of it was kept; send it again.");
  }

  static Answer diskFull() {
    return notNow(
        DISK_FULL,
        "The hub's disk is nearly full, so it takes no webhooks for now. Send it again later.");
  }

  /** While the hub stops: the sender's next try must not find this connection. */
  Answer closing() {
    return new Answer(status, code, sentence, json, retryAfter, true);
  }

  private static Answer error(
      int status, String code, String sentence, @Nullable String retryAfter) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(sentence));
    return new Answer(
        status,
        code,
        sentence,
        "{\"error\":\"" + quoted + "\",\"code\":\"" + code + "\"}",
        retryAfter,
        status == 413);
  }

  /** Sends it without waiting. */
  void write(Response response, Callback callback) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(JSON);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    if (retryAfter != null) {
      headers.put(HttpHeader.RETRY_AFTER, retryAfter);
    }
    if (status == 405) {
      headers.put(HttpHeader.ALLOW, "POST");
    }
    if (closes) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
