package io.usher.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up a hash of each row, so that the same rows in any order give the same sum. */
final class RowSum {

  private final MessageDigest digest = sha256();
  private long rows;
  private long sum;

  void add(List<@Nullable Object> row) {
    for (Object value : row) {
      byte[] bytes =
          value instanceof byte[] own
              ? own
              : String.valueOf(value).getBytes(StandardCharsets.UTF_8);
      byte isNull = (byte) (value == null ? 1 : 0);
      digest.update(ByteBuffer.allocate(5).putInt(bytes.length).put(isNull).flip());
      digest.update(bytes);
    }
    rows++;
    sum += ByteBuffer.wrap(digest.digest()).getLong();
  }

  long rows() {
    return rows;
  }

  long sum() {
    return sum;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
