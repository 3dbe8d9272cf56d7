package io.usher.store;

import io.usher.event.EventStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one record of the spool says: that an event came, or that one came again. Numbers are
 * big-endian; a text has its length before it, in bytes of UTF-8, and -1 for none.
 */
sealed interface SpoolRecord {

  byte CAME = 1;
  byte CAME_AGAIN = 2;

  /** A new event, acknowledged. */
  record Came(Arrival arrival) implements SpoolRecord {}

  /** The event of this id was sent once more. */
  record CameAgain(String id) implements SpoolRecord {}

  /** Takes about a microsecond for each kilobyte, so it is done by the sender's thread. */
  static byte[] encode(Arrival arrival) {
    Texts texts =
        new Texts(
            arrival.id(),
            arrival.customer(),
            arrival.source(),
            arrival.key(),
            arrival.type(),
            arrival.transaction(),
            arrival.buyerName(),
            arrival.buyerEmail(),
            arrival.status().name(),
            arrival.statusReason());
    byte[] payload = arrival.payload().stored();
    ByteBuffer to =
        ByteBuffer.allocate(1 + 2 * Long.BYTES + Integer.BYTES + texts.size + payload.length);
    to.put(CAME).putLong(arrival.receivedAt()).putLong(arrival.hash()).putInt(arrival.size());
    texts.writeTo(to);
    return to.put(payload).array();
  }

  static byte[] encodeAgain(String id) {
    Texts texts = new Texts(id);
    ByteBuffer to = ByteBuffer.allocate(1 + texts.size);
    to.put(CAME_AGAIN);
    texts.writeTo(to);
    return to.array();
  }

  /**
   * @throws IllegalArgumentException for what no Usher of this version wrote
   */
  static SpoolRecord decode(byte[] record) {
    ByteBuffer from = ByteBuffer.wrap(record);
    byte kind = from.get();
    return switch (kind) {
      case CAME -> new Came(arrival(from));
      case CAME_AGAIN -> new CameAgain(text(from));
      default ->
          throw new IllegalArgumentException(
              "A record of the spool has the unknown kind " + kind + ".");
    };
  }

  private static Arrival arrival(ByteBuffer from) {
    long receivedAt = from.getLong();
    long hash = from.getLong();
    int size = from.getInt();
    return new Arrival(
        text(from),
        text(from),
        text(from),
        text(from),
        text(from),
        text(from),
        textOrNull(from),
        textOrNull(from),
        receivedAt,
        EventStatus.valueOf(text(from)),
        textOrNull(from),
        size,
        StoredPayload.ofStored(rest(from)),
        hash);
  }

  private static String text(ByteBuffer from) {
    String text = textOrNull(from);
    if (text == null) {
      throw new IllegalArgumentException("A record of the spool lacks a text.");
    }
    return text;
  }

  private static @Nullable String textOrNull(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0) {
      return null;
    }
    String text =
        new String(
            from.array(), from.arrayOffset() + from.position(), length, StandardCharsets.UTF_8);
    from.position(from.position() + length);
    return text;
  }

  private static byte[] rest(ByteBuffer from) {
    byte[] rest = new byte[from.remaining()];
    from.get(rest);
    return rest;
  }

  /** Texts as bytes, with the room they take. */
  final class Texts {

    private final List<byte @Nullable []> texts = new ArrayList<>();
    private int size;

    Texts(@Nullable String... texts) {
      for (String text : texts) {
        byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        this.texts.add(bytes);
        size += Integer.BYTES + (bytes == null ? 0 : bytes.length);
      }
    }

    void writeTo(ByteBuffer to) {
      for (byte[] text : texts) {
        if (text == null) {
          to.putInt(-1);
        } else {
          to.putInt(text.length).put(text);
        }
      }
    }
  }
}
