package io.usher.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file at one moment. Equal to another with the same path and bytes.
 *
 * @param path as the hub names it, whatever folders the settings name: {@code
 *     routes/demo/receipts.camel.yaml}, {@code customers/demo.yaml}
 * @param shown as people know it, for messages
 * @param hash SHA-256 of the bytes, in hex
 * @param owner the user that the file belongs to; empty where the system doesn't tell
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash
public record EditedFile(String path, String shown, byte[] bytes, String hash, String owner) {

  public static EditedFile of(String path, String shown, byte[] bytes, String owner) {
    return new EditedFile(path, shown, bytes, sha256(bytes), owner);
  }

  /** For what isn't on a disk, such as a text that is only tried. */
  public static EditedFile of(String path, String text) {
    return of(path, path, text.getBytes(StandardCharsets.UTF_8), "");
  }

  /**
   * @throws NotText when the bytes are not UTF-8, or hold a zero byte
   */
  public String text() {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new NotText();
      }
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new NotText();
    }
  }

  /** The last part of its path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public boolean isBlank() {
    for (byte each : bytes) {
      if (each > ' ' || each < 0) {
        return false;
      }
    }
    return true;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EditedFile file && path.equals(file.path) && hash.equals(file.hash);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + hash.hashCode();
  }

  /** Without the content, which may hold a secret. */
  @Override
  public String toString() {
    return path;
  }
}
