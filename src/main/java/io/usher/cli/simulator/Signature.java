package io.usher.cli.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Showpass's signature: it covers the top-level id and nothing else. */
final class Signature {
  static final String HEADER = "X-SHOWPASS-SIGNATURE";

  private Signature() {}

  static String of(String id, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(id.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java has HmacSHA1.", impossible);
    }
  }

  /** What somebody sends who knows the address but not the secret. */
  static String forged(String id, String secret) {
    return of(id, secret + " guessed");
  }
}
