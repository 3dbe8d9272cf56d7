package io.usher.bench;

import io.usher.testing.RunningHub;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Signed purchases as the bytes of whole HTTP requests. Each is another event of another
 * transaction; making one is a copy and a few digits, so that a sender on the same machine takes
 * little of what is measured. Not for two threads at a time.
 */
final class WebhookMaker {

  /**
   * Where a webhook's own number stands, its last digit first: as with a sender's random UUIDs, one
   * event's key lies far from the next one's in whatever is sorted.
   */
  private static final String NUMBER = "#########";

  /** What the signature covers; the same for all, as the hub checks it anew each time. */
  private static final String ID = "d7-cdcb-52e6-a6e1-8fccb0142b8c";

  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final byte[] request;
  private final int[] places;
  private final int signature;
  private long next;

  /**
   * @param bytes the body's size, reached by a note in it; at least the sample's own
   */
  WebhookMaker(String path, int bytes, boolean keepAlive) {
    String body = body(bytes);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-SHOWPASS-SIGNATURE: "
            + RunningHub.sign(RunningHub.SECRET, ID)
            + (keepAlive ? "" : "\r\nConnection: close")
            + "\r\nContent-Length: "
            + body.length();
    this.request =
        (head + new String(HEAD_END, StandardCharsets.US_ASCII) + body)
            .getBytes(StandardCharsets.US_ASCII);
    this.places = places(new String(request, StandardCharsets.US_ASCII));
    this.signature = head.indexOf("SIGNATURE: ") + "SIGNATURE: ".length();
  }

  private static String body(int bytes) {
    String sample = bytes < 1000 ? small() : sample();
    int missing = Math.max(0, bytes - sample.length() - "\"note\":\"\",".length());
    return missing == 0
        ? sample
        : sample.replaceFirst("\\{", "{\"note\":\"" + "x".repeat(missing) + "\",");
  }

  private static String small() {
    return """
        {"id":"%s","event_type":"invoice.purchase","webhook_event_uuid":"bench-%s","data":{"transaction_id":"sale-%s","customer_name":"Dana Whitfield"}}"""
        .formatted(ID, NUMBER, NUMBER);
  }

  /** The shipped sample without its spaces, which is how senders write it. */
  private static String sample() {
    try (InputStream in = WebhookMaker.class.getResourceAsStream("/samples/purchase-single.json")) {
      String json =
          RunningHub.json(new String(in.readAllBytes(), StandardCharsets.UTF_8)).toString();
      return json.replaceFirst(
              "\"transaction_id\":\"[^\"]*\"", "\"transaction_id\":\"sale-" + NUMBER + "\"")
          .replaceFirst(
              "\"webhook_event_uuid\":\"[^\"]*\"",
              "\"webhook_event_uuid\":\"bench-" + NUMBER + "\"")
          .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + ID + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] places(String text) {
    int first = text.indexOf(NUMBER);
    int second = text.indexOf(NUMBER, first + 1);
    return new int[] {first, second};
  }

  /** Another event; its number is one more than the last one's. */
  byte[] next() {
    return numbered(next++);
  }

  /** The event of that number, once more or for the first time. */
  byte[] numbered(long number) {
    byte[] made = Arrays.copyOf(request, request.length);
    for (int place : places) {
      long rest = number;
      for (int i = 0; i < NUMBER.length(); i++) {
        made[place + i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return made;
  }

  /** One whose signature is wrong. */
  byte[] forged() {
    byte[] made = next();
    made[signature] = (byte) (made[signature] == '0' ? '1' : '0');
    return made;
  }

  long made() {
    return next;
  }

  /** The number in the uuid of an event; -1 for any other text. */
  static long numberOf(byte[] bytes, int from, int to) {
    long number = 0;
    long digit = 1;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b >= '0' && b <= '9') {
        number += digit * (b - '0');
        digit *= 10;
      }
    }
    return digit == 1 ? -1 : number;
  }
}
