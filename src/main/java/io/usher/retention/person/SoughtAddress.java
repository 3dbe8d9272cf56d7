package io.usher.retention.person;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of the person whose data is sought, however it is written. Never printed. */
final class SoughtAddress {

  private static final int LONGEST = 254;
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@\"<>,;]+@[^\\s@\"<>,;]+");

  private final String address;
  private final Pattern mention;

  private SoughtAddress(String address) {
    this.address = address;
    this.mention = mention(address);
  }

  /**
   * @throws IllegalArgumentException when it is no single address; the message doesn't quote it
   */
  static SoughtAddress of(@Nullable String typed) {
    String address = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
    if (address.length() > LONGEST || !ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "The field email must be one e-mail address, such as dana@example.com.");
    }
    return new SoughtAddress(address);
  }

  /** Not as the end or the start of a longer one: chloe-ann@… is not ann@…. */
  private static Pattern mention(String address) {
    int at = address.indexOf('@');
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}._+-])"
            + Pattern.quote(address.substring(0, at))
            + "(?:@|%40)"
            + Pattern.quote(address.substring(at + 1))
            + "(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Whether a field holds this address and nothing else. */
  boolean is(@Nullable String field) {
    return field != null && field.strip().toLowerCase(Locale.ROOT).equals(address);
  }

  boolean isIn(@Nullable String text) {
    return text != null && mention.matcher(text).find();
  }

  String erasedFrom(String text) {
    return mention.matcher(text).replaceAll("[erased]");
  }

  String sha256() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(address.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "an address";
  }
}
