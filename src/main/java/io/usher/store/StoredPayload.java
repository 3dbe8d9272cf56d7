package io.usher.store;

import com.ning.compress.lzf.LZFChunk;
import com.ning.compress.lzf.LZFDecoder;
import com.ning.compress.lzf.LZFEncoder;
import com.ning.compress.lzf.LZFException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A payload as it lies in the database: packed (LZF) where that makes it smaller, for each byte is
 * written twice there, by one thread. What is packed begins with the letters ZV, which no JSON
 * does; anything else lies there as it came.
 */
public final class StoredPayload {

  /** Less would not make the row fill fewer pages. */
  private static final int LEAST_BYTES = 300;

  /** Takes 0.1 ms or more to pack. */
  private static final int LARGE = 16 * 1024;

  private final byte[] stored;

  private StoredPayload(byte[] stored) {
    this.stored = stored;
  }

  /** Takes some microseconds for each kilobyte. */
  static StoredPayload of(byte[] bytes) {
    if (bytes.length < LEAST_BYTES && !isPacked(bytes)) {
      return new StoredPayload(bytes);
    }
    byte[] packed = LZFEncoder.safeEncode(bytes);
    return new StoredPayload(packed.length < bytes.length || isPacked(bytes) ? packed : bytes);
  }

  /** As it came, unless it is so large that packing it holds up whoever does it later. */
  static StoredPayload packedIfLarge(byte[] bytes) {
    return bytes.length >= LARGE || isPacked(bytes) ? of(bytes) : new StoredPayload(bytes);
  }

  /** The same, packed if that makes it smaller. */
  StoredPayload packed() {
    return isPacked(stored) ? this : of(stored);
  }

  /** What a column holds; null where the payload is gone. */
  static @Nullable StoredPayload in(ResultSet row, String column) throws SQLException {
    byte[] stored = row.getBytes(column);
    return stored == null ? null : new StoredPayload(stored);
  }

  /** Likewise, unpacked. */
  static byte @Nullable [] bytesIn(ResultSet row, String column) throws SQLException {
    StoredPayload payload = in(row, column);
    return payload == null ? null : payload.bytes();
  }

  /** As it was stored. */
  static StoredPayload ofStored(byte[] stored) {
    return new StoredPayload(stored);
  }

  /** For the column. */
  byte[] stored() {
    return stored;
  }

  /** As it came; unpacked anew each time. */
  public byte[] bytes() {
    if (!isPacked(stored)) {
      return stored;
    }
    try {
      return LZFDecoder.safeDecode(stored);
    } catch (LZFException e) {
      throw new IllegalStateException("A payload in the store is damaged: " + e.getMessage(), e);
    }
  }

  private static boolean isPacked(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == LZFChunk.BYTE_Z && bytes[1] == LZFChunk.BYTE_V;
  }
}
