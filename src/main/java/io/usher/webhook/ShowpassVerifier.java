package io.usher.webhook;

import io.usher.customer.Source;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Showpass's check: header {@code X-SHOWPASS-SIGNATURE} is the HMAC-SHA1, in hex, of the top-level
 * field {@code id} under the endpoint's secret. Only {@code id} is signed, so a match says that the
 * sender once knew it and the secret, not that this body is genuine. (Showpass, "Webhooks:
 * verifying the signature"; also seen in the wild: the value in double quotes and with the prefix
 * {@code sha1=}.)
 */
@Component
final class ShowpassVerifier implements Verifier {

  static final String HEADER = "X-SHOWPASS-SIGNATURE";
  private static final Logger LOG = LoggerFactory.getLogger(ShowpassVerifier.class);
  private static final String PREFIX = "sha1=";

  /**
   * An initialised Mac is copied for each check: that is several times cheaper than initialising
   * one.
   */
  private final Map<String, Mac> macs = new ConcurrentHashMap<>();

  private final SecretClock clock;

  ShowpassVerifier(SecretClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "showpass";
  }

  @Override
  public void check(Source source) {
    if (source.secrets().isEmpty()) {
      throw new IllegalArgumentException(
          "its verifier needs a secret; write secrets: [\"${YOUR_SECRET}\"] with the secret key that Showpass shows");
    }
  }

  @Override
  public Verified verify(Webhook webhook) {
    Envelope envelope = Envelope.read(webhook.body());
    String id = signedId(envelope);
    return verified(envelope, signatureProblem(webhook, id));
  }

  private static String signedId(Envelope envelope) {
    if (!envelope.idIsThere) {
      throw new Refusal(
          400, "id-missing", "The body has no 'id', the field that the signature covers.");
    }
    String id = envelope.id;
    if (id == null) {
      throw new Refusal(
          400,
          "id-not-a-string",
          "The body's 'id' is not a string, so its signature can't be checked.");
    }
    if (id.isEmpty()) {
      throw new Refusal(
          400, "id-empty", "The body's 'id' is empty, so its signature can't be checked.");
    }
    return id;
  }

  /**
   * Null when the signature matches; otherwise why not, where the source keeps such webhooks for a
   * person.
   */
  private @Nullable String signatureProblem(Webhook webhook, String id) {
    String header = webhook.header(HEADER);
    if (header == null || header.isBlank()) {
      return refuse(webhook, "signature-missing", "The header " + HEADER + " is missing or empty.");
    }
    int matched = matchingSecret(webhook.source().secrets(), id, signature(header));
    if (matched < 0) {
      return refuse(
          webhook,
          "signature-mismatch",
          "The signature in "
              + HEADER
              + " does not match the body's 'id' under any active secret of this source.");
    }
    clock.matched(webhook.source(), matched);
    if (matched > 0) {
      LOG.info(
          "{}: a webhook was signed with secret {} of {}",
          webhook.source(),
          matched + 1,
          webhook.source().secrets().size());
    }
    return null;
  }

  private static String refuse(Webhook webhook, String code, String sentence) {
    if (webhook.source().onBadSignature() == Source.OnBadSignature.REFUSE) {
      throw new Refusal(401, code, sentence);
    }
    return sentence;
  }

  private static byte[] signature(String header) {
    String hex = unquoted(header.strip());
    if (hex.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
      hex = unquoted(hex.substring(PREFIX.length()));
    }
    try {
      return HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).strip() : text;
  }

  /**
   * Compares with every secret, in constant time each, so that timing tells nothing about any of
   * them.
   */
  private int matchingSecret(List<String> secrets, String id, byte[] given) {
    byte[] message = id.getBytes(StandardCharsets.UTF_8);
    int matched = -1;
    for (int i = secrets.size() - 1; i >= 0; i--) {
      if (MessageDigest.isEqual(hmac(secrets.get(i), message), given)) {
        matched = i;
      }
    }
    return matched;
  }

  private byte[] hmac(String secret, byte[] message) {
    try {
      return ((Mac) macs.computeIfAbsent(secret, ShowpassVerifier::mac).clone()).doFinal(message);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("This Java's HmacSHA1 can't be copied.", e);
    }
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA1.", e);
    }
  }

  static Verified verified(Envelope envelope, @Nullable String suspicion) {
    String id = envelope.id == null ? "" : envelope.id;
    return new Verified(
        envelope.key,
        envelope.type == null ? "unknown" : envelope.type,
        envelope.transaction == null
            ? id.substring(0, Math.min(id.length(), 200))
            : envelope.transaction,
        envelope.organization,
        envelope.buyerName,
        envelope.buyerEmail,
        suspicion);
  }
}
