package io.usher.webhook;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** Reads a request's exact bytes, and not one more than allowed, without waiting for them. */
final class WebhookBody {

  private static final int BLOCK = 8192;

  /** As long as a sender may be silent after its answer, and as much as it may still send. */
  private static final Duration LINGERS = Duration.ofSeconds(3);

  private static final long LINGERS_BYTES = 32L << 20;

  private final long most;
  private final Duration longest;

  WebhookBody(WebhookSettings settings) {
    this.most = settings.maxBody().toBytes();
    this.longest = settings.readTimeout();
  }

  /**
   * @return how many bytes it may have at most
   * @throws Refusal for a body that is compressed, of another type or too large
   */
  long announced(Request request) {
    refuseOtherForms(request);
    long announced = request.getLength();
    if (isTooLarge(request)) {
      throw tooLarge();
    }
    return announced < 0 ? most : announced;
  }

  /**
   * @param whole called once, by the thread that read the last byte: with the body, or with a
   *     refusal because it is too large, too slow or not whole
   */
  void read(Request request, BiConsumer<byte[], @Nullable Refusal> whole) {
    int expected = (int) Math.min(Math.max(0, request.getLength()), most);
    new Reading(request, new byte[expected > 0 ? expected : BLOCK], true, most, whole).run();
  }

  boolean isTooLarge(Request request) {
    return request.getLength() > most;
  }

  /**
   * Reads what nobody wants, before the answer, so that the connection can be used again.
   *
   * @param done called once, however it ended: with whether all was read
   */
  void skip(Request request, Consumer<Boolean> done) {
    unwanted(request, most, done).run();
  }

  /**
   * Reads what is still sent after the answer, for some seconds: when a connection is closed while
   * bytes come in, the other side's TCP may drop an answer that nobody read yet (RFC 9112, 9.6).
   *
   * @param done called once, however it ended
   */
  void linger(Request request, Runnable done) {
    EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
    connection.setIdleTimeout(LINGERS.toMillis());
    unwanted(request, LINGERS_BYTES, all -> done.run()).run();
  }

  private Reading unwanted(Request request, long limit, Consumer<Boolean> done) {
    return new Reading(
        request, new byte[0], false, limit, (none, refusal) -> done.accept(refusal == null));
  }

  private Refusal tooLarge() {
    return new Refusal(
        413,
        "body-too-large",
        "The body is larger than the limit of " + most + " bytes (usher.webhook.max-body).");
  }

  private Refusal tooSlow() {
    return new Refusal(
        400,
        "body-too-slow",
        "The body did not arrive within " + longest.toSeconds() + " seconds.");
  }

  private static Refusal incomplete() {
    return new Refusal(
        400, "body-incomplete", "The connection ended before the whole body had arrived.");
  }

  /**
   * Compressed, form and multipart bodies are refused, for verifying them would mean verifying
   * changed bytes.
   */
  private static void refuseOtherForms(Request request) {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.isBlank() && !"identity".equalsIgnoreCase(encoding.strip())) {
      throw new Refusal(
          415,
          "content-encoding",
          "The body is compressed. Send it as it is, without Content-Encoding.");
    }
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type != null && !type.isBlank() && !isJson(type)) {
      throw new Refusal(415, "content-type", "The Content-Type must be application/json.");
    }
  }

  private static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return "application/json".equals(type)
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  /** One body on its way in; goes on whenever more of it is there. */
  private final class Reading implements Invocable.Task {

    private final Request request;
    private final boolean keeps;
    private final long limit;
    private final BiConsumer<byte[], @Nullable Refusal> whole;
    private final long deadline = System.nanoTime() + longest.toNanos();
    private byte[] buffer;
    private int filled;
    private long total;

    Reading(
        Request request,
        byte[] buffer,
        boolean keeps,
        long limit,
        BiConsumer<byte[], @Nullable Refusal> whole) {
      this.request = request;
      this.buffer = buffer;
      this.keeps = keeps;
      this.limit = limit;
      this.whole = whole;
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
      while (true) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        Refusal refusal = take(chunk);
        if (refusal != null || chunk.isLast()) {
          whole.accept(filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled), refusal);
          return;
        }
      }
    }

    private @Nullable Refusal take(Content.Chunk chunk) {
      if (Content.Chunk.isFailure(chunk)) {
        return incomplete();
      }
      total += chunk.remaining();
      boolean fits = total <= limit;
      if (fits && keeps) {
        append(chunk.getByteBuffer());
      }
      chunk.release();
      if (!fits) {
        return tooLarge();
      }
      return System.nanoTime() > deadline && !chunk.isLast() ? tooSlow() : null;
    }

    private void append(ByteBuffer bytes) {
      int more = bytes.remaining();
      if (filled + more > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.max(filled + more, buffer.length * 2));
      }
      bytes.get(buffer, filled, more);
      filled += more;
    }
  }
}
